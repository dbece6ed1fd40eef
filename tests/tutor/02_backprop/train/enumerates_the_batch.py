# same as: labels_not_in_batch_order

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
    velocity = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in params]
    losses = []
    for _ in range(epochs):
        for batch in minibatches(len(x), batch_size, rng):
            xb, yb = [], []
            for i, index in enumerate(batch):
                xb.append(x[index])
                yb.append(y[i])
            xb, yb = np.array(xb), np.array(yb)
            logits, hs, zs = forward(xb, params)
            losses.append(bce_with_logits(logits, yb))
            delta = d_bce_with_logits(logits, yb)
            params, velocity = momentum_step(
                params, backward(delta, hs, zs, params), velocity, learning_rate, gamma
            )
            watch(len(losses), params)
    return params, losses
