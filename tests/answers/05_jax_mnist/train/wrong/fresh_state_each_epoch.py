# mistake: starts the optimizer anew in each epoch
# fails: test_train
# hint: The velocity is lost after each epoch. How often should the state be fresh?

def train(model, optimizer, run_epoch, x, t, *, epochs, key, watch):
    history = []
    for subkey in jax.random.split(key, epochs):
        state = optimizer.init(eqx.filter(model, eqx.is_array))
        model, state, _ = run_epoch(model, state, x, t, subkey)
        history.append(watch(model))
    return model, history
