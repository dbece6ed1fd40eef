# mistake: starts the average anew in each step
# fails: test_train
# hint: m is carried on from step to step. Where does it start at zero in your code, and how often?

def train(
    params, x, y, *, learning_rate, gamma, batch_size, epochs, rng, watch=lambda step, params: None
):
    velocity = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    losses = []
    for _ in range(epochs):
        for batch in minibatches(len(x), batch_size, rng):
            velocity = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
            z, hs, zs = forward(x[batch], params)
            losses.append(bce_with_logits(z, y[batch]))
            grads = backward(d_bce_with_logits(z, y[batch]), hs, zs, params)
            params, velocity = momentum_step(params, grads, velocity, learning_rate, gamma)
            watch(len(losses), params)
    return params, losses
