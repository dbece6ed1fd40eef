def train(model, optimizer, run_epoch, x, t, *, epochs, key, watch):
    state, history, epoch = optimizer.init(eqx.partition(model, eqx.is_array)[0]), [], 0
    while epoch < epochs:
        key, subkey = jax.random.split(key)
        model, state, losses = run_epoch(model, state, x, t, subkey)
        history += [watch(model)]
        epoch += 1
    return model, history
