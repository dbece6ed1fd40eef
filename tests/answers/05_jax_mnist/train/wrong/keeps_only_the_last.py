# mistake: returns only what the last epoch showed
# fails: test_train
# hint: How many entries does the history have after five epochs?

def train(model, optimizer, run_epoch, x, t, *, epochs, key, watch):
    state = optimizer.init(eqx.filter(model, eqx.is_array))
    history = []
    for subkey in jax.random.split(key, epochs):
        model, state, _ = run_epoch(model, state, x, t, subkey)
        history = [watch(model)]
    return model, history
