# mistake: records the loss after the step
# fails: test_train
# hint: Your first loss is already lower than that of the start. When is it asked for?

def train(
    params, x, y, *, learning_rate, gamma, batch_size, epochs, rng, watch=lambda step, params: None
):
    velocity = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    losses = []
    for _ in range(epochs):
        for batch in minibatches(len(x), batch_size, rng):
            z, hs, zs = forward(x[batch], params)
            grads = backward(d_bce_with_logits(z, y[batch]), hs, zs, params)
            params, velocity = momentum_step(params, grads, velocity, learning_rate, gamma)
            losses.append(bce_with_logits(forward(x[batch], params)[0], y[batch]))
            watch(len(losses), params)
    return params, losses
