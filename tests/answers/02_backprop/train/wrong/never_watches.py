# mistake: does not call watch
# fails: test_train
# hint: watch is called after each step; otherwise nobody can follow the test loss.

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
    return params, losses
