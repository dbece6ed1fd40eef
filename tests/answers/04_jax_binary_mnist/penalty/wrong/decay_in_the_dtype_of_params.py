# mistake: converts lambda to the dtype of the parameters, so with integers it becomes 0
# fails: test_penalty
# hint: For integer parameters your lambda becomes an integer, too. What is left of 0.1?

def penalty(params, weight_decay):
    squares = jnp.stack([jnp.sum(jnp.asarray(leaf) ** 2) for pair in params for leaf in pair])
    return jnp.asarray(weight_decay / 2, dtype=squares.dtype) * squares.sum()
