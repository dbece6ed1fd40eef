# mistake: one epoch, whatever epochs says
# fails: test_train
# hint: How many steps are 3 epochs?

def train(
    params, x, y, *, learning_rate, gamma, batch_size, epochs, rng, watch=lambda step, params: None
):
    velocity = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    losses = []
    for _ in range(1):
        for batch in minibatches(len(x), batch_size, rng):
            z, hs, zs = forward(x[batch], params)
            losses.append(bce_with_logits(z, y[batch]))
            grads = backward(d_bce_with_logits(z, y[batch]), hs, zs, params)
            params, velocity = momentum_step(params, grads, velocity, learning_rate, gamma)
            watch(len(losses), params)
    return params, losses
