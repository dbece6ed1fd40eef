# mistake: loops in Python inside the jitted function
# fails: test_make_epoch_compiled
# hint: Ten batches, and Python runs the step ten times: the record holds it ten times. Which loop runs inside the compiled program?

def make_epoch(step, batch_size):
    @eqx.filter_jit
    def run(model, state, x, t, key):
        order, losses = jax.random.permutation(key, len(x)), []
        for i in range(len(x) // batch_size):
            row = order[i * batch_size : (i + 1) * batch_size]
            model, state, loss = step(model, state, x[row], t[row])
            losses.append(loss)
        return model, state, jnp.stack(losses)

    return run
