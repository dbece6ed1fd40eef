# mistake: takes the targets in their old order
# fails: test_make_epoch
# hint: After permuting, does an image still have its own label?

def make_epoch(step, batch_size):
    @eqx.filter_jit
    def run(model, state, x, t, key):
        arrays, rest = eqx.partition(model, eqx.is_array)
        steps = len(x) // batch_size
        rows = jax.random.permutation(key, len(x))[: steps * batch_size].reshape(steps, batch_size)

        def body(carry, row):
            arrays, state = carry
            rows_done, model_arrays = arrays
            model, state, loss = step(eqx.combine(model_arrays, rest), state, x[row], jax.lax.dynamic_slice_in_dim(t, rows_done * batch_size, batch_size))
            return ((rows_done + 1, eqx.filter(model, eqx.is_array)), state), loss

        (arrays, state), losses = jax.lax.scan(body, ((0, arrays), state), rows)
        arrays = arrays[1]
        return eqx.combine(arrays, rest), state, losses

    return run
