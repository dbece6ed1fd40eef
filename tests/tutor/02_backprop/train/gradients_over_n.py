# same as: divides_by_n_again

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
    m = [(W * 0, b * 0) for W, b in params]
    losses = []
    step = 1
    for e in range(epochs):
        for idx in minibatches(len(x), batch_size, rng):
            xb = x[idx]
            yb = y[idx]
            z, hs, zs = forward(xb, params)
            losses.append(bce_with_logits(z, yb))
            grads = backward(d_bce_with_logits(z, yb), hs, zs, params)
            grads = [(dW / len(xb), db / len(xb)) for dW, db in grads]
            params, m = momentum_step(params, grads, m, learning_rate, gamma)
            watch(step, params)
            step += 1
    return params, losses
