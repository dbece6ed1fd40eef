def _step(optimizer, params, opt_state, x, y, weight_decay):
    objective = lambda theta: loss(theta, x, y, weight_decay)
    before, slope = objective(params), jax.grad(objective)(params)
    change, opt_state = optimizer.update(slope, opt_state, params=params)
    return jax.tree.map(lambda p, c: p + c, params, change), opt_state, before


def make_update(optimizer):
    return jax.jit(lambda *arguments: _step(optimizer, *arguments))
