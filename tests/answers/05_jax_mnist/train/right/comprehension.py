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
    now = [model, optimizer.init(eqx.partition(model, eqx.is_array)[0])]

    def advance(key_of_epoch):
        now[0], now[1], _ = run_epoch(now[0], now[1], x, t, key_of_epoch)
        return watch(now[0])

    keys = jax.vmap(lambda epoch: jax.random.fold_in(key, epoch))(jnp.arange(epochs))
    history = [advance(keys[epoch]) for epoch in range(epochs)]
    return now[0], history
