# mistake: makes a hundred keys, however many epochs there are
# fails: test_train
# hint: There can be more than 100 epochs. Which key does JAX read for index 100 of 100?

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
    keys = jax.random.split(key, 100)
    state, history = optimizer.init(eqx.filter(model, eqx.is_array)), []
    for epoch in range(epochs):
        model, state, _ = run_epoch(model, state, x, t, keys[epoch])
        history.append(watch(model))
    return model, history
