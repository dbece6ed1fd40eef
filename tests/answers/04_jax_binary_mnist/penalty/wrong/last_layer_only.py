# mistake: counts the last layer only
# fails: test_penalty
# hint: Which layers does your sum reach?

def penalty(params, weight_decay):
    for W, b in params:
        total = jnp.sum(W**2) + jnp.sum(b**2)
    return 0.5 * weight_decay * total
