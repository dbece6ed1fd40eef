# mistake: looks at the model before each epoch
# fails: test_train
# hint: Your first entry is that of the untrained model. When is watch called?

def train(model, optimizer, run_epoch, x, t, *, epochs, key, watch):
    state = optimizer.init(eqx.filter(model, eqx.is_array))
    history = []
    for subkey in jax.random.split(key, epochs):
        history.append(watch(model))
        model, state, _ = run_epoch(model, state, x, t, subkey)
    return model, history
