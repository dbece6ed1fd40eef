# mistake: normalizes over the batch instead of the classes
# fails: test_log_softmax
# hint: Sum your probabilities along each axis. Along which do they give 1?

def log_softmax(z):
    shifted = z - jnp.max(z, axis=0, keepdims=True)
    return shifted - jnp.log(jnp.sum(jnp.exp(shifted), axis=0, keepdims=True))
