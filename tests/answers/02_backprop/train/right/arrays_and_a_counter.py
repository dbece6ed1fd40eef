def train(
    params, x, y, *, learning_rate, gamma, batch_size, epochs, rng, watch=lambda step, params: None
):
    params = [(W.copy(), b.copy()) for W, b in params]
    m = [(0 * W, 0 * b) for W, b in params]
    losses, step = [], 0
    for _ in range(epochs):
        for batch in minibatches(len(x), batch_size, rng):
            xs, ys = x[batch], y[batch]
            logits, hs, zs = forward(xs, params)
            losses += [np.mean(np.logaddexp(0, -logits * (2 * ys - 1)))]
            grads = backward((sigmoid(logits) - ys) / len(ys), hs, zs, params)
            m = [tuple(gamma * a + (1 - gamma) * g for a, g in zip(*pair)) for pair in zip(m, grads)]
            params = [tuple(p - learning_rate * a for p, a in zip(*pair)) for pair in zip(params, m)]
            step += 1
            watch(step, params)
    return params, np.array(losses)
