def momentum_step(params, grads, velocity, learning_rate, momentum):
    rule = optax.trace(decay=momentum)
    new, _ = rule.update(grads, optax.TraceState(trace=velocity))
    return jax.tree.map(lambda p, v: p - learning_rate * v, params, new), new
