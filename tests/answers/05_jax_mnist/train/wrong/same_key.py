# mistake: gives every epoch the same key
# fails: test_train
# hint: Each epoch has the same order. What must happen to the key in between?

def train(model, optimizer, run_epoch, x, t, *, epochs, key, watch):
    state = optimizer.init(eqx.filter(model, eqx.is_array))
    history = []
    for _ in range(epochs):
        model, state, _ = run_epoch(model, state, x, t, key)
        history.append(watch(model))
    return model, history
