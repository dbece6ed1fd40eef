# same as: loss_after_the_step

def train(
    params: Params,
    x: np.ndarray,
    y: np.ndarray,
    *,
    learning_rate: float,
    gamma: float,
    batch_size: int,
    epochs: int,
    rng: np.random.Generator,
    watch: Callable[[int, Params], None] = lambda step, params: None,
) -> tuple[Params, list[float]]:
    def loss_on(idx):
        logits = forward(x[idx], params)[0]
        return bce_with_logits(logits, y[idx])

    m = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    losses = []
    n_steps = 0
    for epoch in range(epochs):
        for idx in minibatches(x.shape[0], batch_size, rng):
            logits, hs, zs = forward(x[idx], params)
            g = backward(d_bce_with_logits(logits, y[idx]), hs, zs, params)
            params, m = momentum_step(params, g, m, learning_rate, gamma)
            n_steps += 1
            watch(n_steps, params)
            losses.append(loss_on(idx))
    return params, losses
