# mistake: shuffles once, before the first epoch
# fails: test_train
# hint: Compare the order of the samples in two epochs.

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
    velocity = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    losses = []
    batches = list(minibatches(len(x), batch_size, rng))
    for epoch in range(epochs):
        for batch in batches:
            z, hs, zs = forward(x[batch], params)
            losses.append(bce_with_logits(z, y[batch]))
            grads = backward(d_bce_with_logits(z, y[batch]), hs, zs, params)
            params, velocity = momentum_step(params, grads, velocity, learning_rate, gamma)
            watch(len(losses), params)
    return params, losses
