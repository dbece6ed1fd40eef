# mistake: forgets that the shift belongs to both terms
# fails: test_log_softmax
# hint: Add 7 to all logits: does your answer stay the same?

def log_softmax(z):
    shifted = z - jnp.max(z, axis=-1, keepdims=True)
    return z - jnp.log(jnp.sum(jnp.exp(shifted), axis=-1, keepdims=True))
