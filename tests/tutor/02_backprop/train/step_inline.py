# same as: average_reset_each_batch

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
    losses = []
    step = 0
    for epoch in range(epochs):
        for idx in minibatches(x.shape[0], batch_size, rng):
            step += 1
            xb, yb = x[idx], y[idx]
            logits, hs, zs = forward(xb, params)
            losses.append(bce_with_logits(logits, yb))
            grads = backward(d_bce_with_logits(logits, yb), hs, zs, params)
            new = []
            for (W, b), (dW, db) in zip(params, grads):
                mW = (1 - gamma) * dW
                mb = (1 - gamma) * db
                new.append((W - learning_rate * mW, b - learning_rate * mb))
            params = new
            watch(step, params)
    return params, losses
