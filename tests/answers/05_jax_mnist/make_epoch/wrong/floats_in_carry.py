# mistake: carries only arrays of floats from step to step
# fails: test_make_epoch
# hint: An array of integers comes out as it went in. What does eqx.is_array select, and what does your filter?

def make_epoch(step: Callable, batch_size: int) -> Callable:
    @eqx.filter_jit
    def run_epoch(model, state, x, t, key):
        order = jax.random.permutation(key, len(x))
        rows = order[: len(x) // batch_size * batch_size].reshape(-1, batch_size)
        arrays, rest = eqx.partition(model, eqx.is_inexact_array)

        def body(carry, row):
            arrays, state = carry
            model, state, loss = step(eqx.combine(arrays, rest), state, x[row], t[row])
            return (eqx.filter(model, eqx.is_inexact_array), state), loss

        (arrays, state), losses = jax.lax.scan(body, (arrays, state), rows)
        return eqx.combine(arrays, rest), state, losses

    return run_epoch
