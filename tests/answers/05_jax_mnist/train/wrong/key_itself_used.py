# mistake: uses the key for the first epoch and then splits it
# fails: test_train
# hint: A key is either used or split, never both. Which epoch gets the original?

def train(model, optimizer, run_epoch, x, t, *, epochs, key, watch):
    state = optimizer.init(eqx.filter(model, eqx.is_array))
    history = []
    for _ in range(epochs):
        model, state, _ = run_epoch(model, state, x, t, key)
        history.append(watch(model))
        key, _ = jax.random.split(key)
    return model, history
