# mistake: leaves out the last full batch if the size divides n
# fails: test_make_epoch_compiled
# hint: How many batches have 20 samples in batches of 2? Look at the end of your range.


# where: 20 samples in batches of 2: 9 steps instead of 10.
def make_epoch(step: Callable, batch_size: int) -> Callable:
    """Make a compiled function that is one pass over the data.

    Args:
        step: ``step(model, state, x, t)`` returns the new model, the new state and a loss.
        batch_size: samples in a step; what is left at the end of a pass is left out.

    Returns:
        ``run(model, state, x, t, key)``, which returns the new model, the new state and the losses of its steps, shape
        ``(n // batch_size,)``. The order of the samples is random and depends on the key alone.
    """
    @eqx.filter_jit
    def run(model, state, x, t, key):
        order = jax.random.permutation(key, len(x))
        starts = range(0, len(x) - batch_size, batch_size)
        rows = jnp.stack([order[start : start + batch_size] for start in starts])
        arrays, rest = eqx.partition(model, eqx.is_array)

        def body(carry, row):
            arrays, state = carry
            model, state, loss = step(eqx.combine(arrays, rest), state, x[row], t[row])
            return (eqx.filter(model, eqx.is_array), state), loss

        (arrays, state), losses = jax.lax.scan(body, (arrays, state), rows)
        return eqx.combine(arrays, rest), state, losses

    return run
