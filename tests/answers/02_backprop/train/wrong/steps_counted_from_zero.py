# mistake: watch is told 0 after the first step
# fails: test_train
# hint: After the first step, how many steps are done?

def train(
    params, x, y, *, learning_rate, gamma, batch_size, epochs, rng, watch=lambda step, params: None
):
    velocity = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    losses = []
    for _ in range(epochs):
        for batch in minibatches(len(x), batch_size, rng):
            z, hs, zs = forward(x[batch], params)
            losses.append(bce_with_logits(z, y[batch]))
            grads = backward(d_bce_with_logits(z, y[batch]), hs, zs, params)
            params, velocity = momentum_step(params, grads, velocity, learning_rate, gamma)
            watch(len(losses) - 1, params)
    return params, losses
