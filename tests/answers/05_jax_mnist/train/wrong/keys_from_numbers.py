# mistake: makes the keys from the number of the epoch
# fails: test_train
# hint: Two trainings with two keys: in what do yours differ?

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
    state, history = optimizer.init(eqx.filter(model, eqx.is_array)), []
    for epoch in range(epochs):
        model, state, _ = run_epoch(model, state, x, t, jax.random.key(epoch))
        history.append(watch(model))
    return model, history
