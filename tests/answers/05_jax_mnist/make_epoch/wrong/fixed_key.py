# mistake: permutes with a key of its own
# fails: test_make_epoch
# hint: Every epoch has the same order. Which key do you permute with?

def make_epoch(step, batch_size):
    @eqx.filter_jit
    def run(model, state, x, t, key):
        arrays, rest = eqx.partition(model, eqx.is_array)
        steps = len(x) // batch_size
        rows = jax.random.permutation(jax.random.key(0), len(x))[: steps * batch_size].reshape(steps, batch_size)

        def body(carry, row):
            arrays, state = carry
            model, state, loss = step(eqx.combine(arrays, rest), state, x[row], t[row])
            return (eqx.filter(model, eqx.is_array), state), loss

        (arrays, state), losses = jax.lax.scan(body, (arrays, state), rows)
        return eqx.combine(arrays, rest), state, losses

    return run
