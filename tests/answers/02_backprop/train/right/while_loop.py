def train(
    params, x, y, *, learning_rate, gamma, batch_size, epochs, rng, watch=lambda step, params: None
):
    def batches():
        done = 0
        while done < epochs:
            yield from minibatches(x.shape[0], batch_size, rng)
            done += 1

    state = params, [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in params]
    losses = []
    for step, batch in enumerate(batches(), start=1):
        z, hs, zs = forward(x[batch], state[0])
        losses.append(bce_with_logits(z, y[batch]))
        grads = backward(d_bce_with_logits(z, y[batch]), hs, zs, state[0])
        state = momentum_step(state[0], grads, state[1], learning_rate, gamma)
        watch(step, state[0])
    return state[0], losses
