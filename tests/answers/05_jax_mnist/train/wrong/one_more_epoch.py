# mistake: runs one epoch too many
# fails: test_train
# hint: Five epochs asked for, six done.

def train(model, optimizer, run_epoch, x, t, *, epochs, key, watch):
    state = optimizer.init(eqx.filter(model, eqx.is_array))
    history = []
    for subkey in jax.random.split(key, epochs + 1):
        model, state, _ = run_epoch(model, state, x, t, subkey)
        history.append(watch(model))
    return model, history
