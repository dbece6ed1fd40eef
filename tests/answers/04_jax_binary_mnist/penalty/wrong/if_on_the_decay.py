# mistake: asks whether the decay is 0, which a tracer cannot answer
# fails: test_penalty, test_update, test_update_decay
# hint: Under jit the decay has no number yet. What can an if see of it?

def penalty(params, weight_decay):
    if weight_decay == 0:
        return jnp.zeros(())
    return weight_decay / 2 * sum(jnp.sum(W**2) + jnp.sum(b**2) for W, b in params)
