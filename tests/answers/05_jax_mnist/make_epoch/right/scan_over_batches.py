def make_epoch(step, batch_size):
    def run(model, state, x, t, key):
        n = x.shape[0] // batch_size * batch_size
        order = jax.random.permutation(key, x.shape[0])[:n]
        batches = (x[order].reshape(-1, batch_size, *x.shape[1:]), t[order].reshape(-1, batch_size, *t.shape[1:]))
        arrays, static = eqx.partition((model, state), eqx.is_array)

        def turn(carry, batch):
            model, state = eqx.combine(carry, static)
            model, state, loss = step(model, state, *batch)
            return eqx.filter((model, state), eqx.is_array), loss

        arrays, losses = jax.lax.scan(turn, arrays, batches)
        return *eqx.combine(arrays, static), losses

    return eqx.filter_jit(run)
