# same as: steps_counted_from_zero

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
    v = []
    for W, b in params:
        v.append((np.zeros_like(W), np.zeros_like(b)))
    losses, step, epoch = [], 0, 0
    while epoch < epochs:
        for idx in minibatches(y.shape[0], batch_size, rng):
            logits, hs, zs = forward(x[idx, :], params)
            losses.append(bce_with_logits(logits, y[idx, :]))
            g = backward(d_bce_with_logits(logits, y[idx, :]), hs, zs, params)
            params, v = momentum_step(params, g, v, learning_rate, gamma)
            watch(step, params)
            step += 1
        epoch += 1
    return params, losses
