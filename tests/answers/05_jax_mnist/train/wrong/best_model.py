# mistake: returns the model for which watch was lowest
# fails: test_train
# hint: watch may return anything, also an accuracy. Which model is asked for?

def train(
    model: Any,
    optimizer: optax.GradientTransformation,
    run_epoch: Callable,
    x: jax.Array,
    t: jax.Array,
    *,
    epochs: int,
    key: jax.Array,
    watch: Callable[[Any], Any],
) -> tuple[Any, list]:
    state, history, best = optimizer.init(eqx.filter(model, eqx.is_array)), [], model
    for epoch in range(epochs):
        key, subkey = jax.random.split(key)
        model, state, _ = run_epoch(model, state, x, t, subkey)
        history.append(watch(model))
        if history[-1] is not None and history[-1] <= min(h for h in history if h is not None):
            best = model  # early stopping
    return best, history
