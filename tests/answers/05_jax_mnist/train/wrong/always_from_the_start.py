# mistake: starts each epoch from the initial model
# fails: test_train
# hint: 101 epochs, and the model is one epoch old. What does run_epoch return it for?

def train(model, optimizer, run_epoch, x, t, *, epochs, key, watch):
    state = optimizer.init(eqx.filter(model, eqx.is_array))
    history = []
    for subkey in jax.random.split(key, epochs):
        trained, state, _ = run_epoch(model, state, x, t, subkey)
        history.append(watch(trained))
    return trained, history
