def make_epoch(step, batch_size):
    @eqx.filter_jit
    def run(model, state, x, t, key):
        params, rest = eqx.partition(model, eqx.is_array)
        order = jnp.argsort(jax.random.uniform(key, (len(x),)))

        def body(carry, i):
            rows = jax.lax.dynamic_slice_in_dim(order, i * batch_size, batch_size)
            new, s, loss = step(eqx.combine(carry[0], rest), carry[1], jnp.take(x, rows, axis=0), jnp.take(t, rows, axis=0))
            return (eqx.partition(new, eqx.is_array)[0], s), loss

        (params, state), losses = jax.lax.scan(body, (params, state), jnp.arange(len(x) // batch_size))
        return eqx.combine(params, rest), state, losses

    return run
