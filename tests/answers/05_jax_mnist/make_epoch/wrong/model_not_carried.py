# mistake: gives every step the model from the start of the epoch
# fails: test_make_epoch, test_make_epoch_compiled
# hint: After 468 steps your model has made one. Which model goes into the next turn?

def make_epoch(step, batch_size):
    @eqx.filter_jit
    def run(model, state, x, t, key):
        steps = len(x) // batch_size
        rows = jax.random.permutation(key, len(x))[: steps * batch_size].reshape(steps, batch_size)

        def body(carry, row):
            new, carry, loss = step(model, carry, x[row], t[row])
            return carry, (loss, eqx.filter(new, eqx.is_array))

        state, (losses, arrays) = jax.lax.scan(body, state, rows)
        last = jax.tree.map(lambda a: a[-1], arrays)
        return eqx.combine(last, eqx.partition(model, eqx.is_array)[1]), state, losses

    return run
