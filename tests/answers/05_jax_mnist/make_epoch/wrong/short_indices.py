# mistake: keeps the indices in 16 bits
# fails: test_make_epoch
# hint: What is the largest number of 16 bits, and how many samples can there be?

def make_epoch(step: Callable, batch_size: int) -> Callable:
    @eqx.filter_jit
    def run_epoch(model, state, x, t, key):
        steps = len(x) // batch_size
        order = jax.random.permutation(key, jnp.arange(len(x)).astype(jnp.uint16))  # less memory in the scan
        rows = order[: steps * batch_size].reshape(steps, batch_size)
        arrays, rest = eqx.partition(model, eqx.is_array)

        def body(carry, row):
            arrays, state = carry
            model, state, loss = step(eqx.combine(arrays, rest), state, x[row], t[row])
            return (eqx.filter(model, eqx.is_array), state), loss

        (arrays, state), losses = jax.lax.scan(body, (arrays, state), rows)
        return eqx.combine(arrays, rest), state, losses

    return run_epoch
