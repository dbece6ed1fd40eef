def train(model, optimizer, run_epoch, x, t, *, epochs, key, watch):
    params = eqx.filter(model, eqx.is_inexact_array)
    state = optimizer.init(params)
    history = [None] * epochs
    for epoch in range(epochs):
        model, state, _ = run_epoch(model, state, x, t, key=jax.random.fold_in(key, epoch))
        history[epoch] = watch(model)
    return model, history
