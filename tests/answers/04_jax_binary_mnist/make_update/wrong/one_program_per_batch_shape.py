# mistake: keeps one compiled program for each shape of x, which does not fit other dtypes or networks
# fails: test_update_compiled
# hint: Your program was compiled for the arguments of the first call. What if the batch has the same shape, and the network another?

def make_update(optimizer):
    programs = {}

    def update(params, opt_state, x, y, weight_decay):
        value, grads = jax.value_and_grad(loss)(params, x, y, weight_decay)
        updates, opt_state = optimizer.update(grads, opt_state, params)
        return optax.apply_updates(params, updates), opt_state, value

    def step(params, opt_state, x, y, weight_decay):
        arguments = params, opt_state, x, y, weight_decay
        if x.shape not in programs:
            programs[x.shape] = jax.jit(update).lower(*arguments).compile()
        return programs[x.shape](*arguments)

    return step
