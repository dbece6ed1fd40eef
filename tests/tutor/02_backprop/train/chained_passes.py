# same as: never_watches

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
    m = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    batches = (idx for _ in range(epochs) for idx in minibatches(len(x), batch_size, rng))
    for idx in batches:
        z, hs, zs = forward(x[idx], params)
        losses += [bce_with_logits(z, y[idx])]
        dz = d_bce_with_logits(z, y[idx])
        params, m = momentum_step(params, backward(dz, hs, zs, params), m, learning_rate, gamma)
    return params, losses
