# mistake: subtracts the sum instead of its logarithm
# fails: test_log_softmax
# hint: Do the exponentials of your row sum to 1?

def log_softmax(z):
    shifted = z - jnp.max(z, axis=-1, keepdims=True)
    return shifted - jnp.sum(jnp.exp(shifted), axis=-1, keepdims=True)
