# mistake: normalizes over axis 1, whatever the shape
# fails: test_log_softmax
# hint: Which axis holds the classes when z has three axes, or one?

def log_softmax(z):
    shifted = z - jnp.max(z, axis=1, keepdims=True)
    return shifted - jnp.log(jnp.sum(jnp.exp(shifted), axis=1, keepdims=True))
