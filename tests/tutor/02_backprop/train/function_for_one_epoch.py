# same as: average_reset_each_epoch

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

    def one_epoch(theta):
        m = [tuple(np.zeros(a.shape) for a in layer) for layer in theta]
        for idx in minibatches(len(y), batch_size, rng):
            logits, hs, zs = forward(x[idx], theta)
            losses.append(bce_with_logits(logits, y[idx]))
            g = backward(d_bce_with_logits(logits, y[idx]), hs, zs, theta)
            theta, m = momentum_step(theta, g, m, learning_rate, gamma)
            watch(len(losses), theta)
        return theta

    for _ in range(epochs):
        params = one_epoch(params)
    return params, losses
