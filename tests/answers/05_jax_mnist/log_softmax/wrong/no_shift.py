# mistake: does not shift the logits before exp
# fails: test_log_softmax_large
# hint: exp(1000) is inf in float32. Which number may you take away from all logits of a row?

def log_softmax(z):
    return z - jnp.log(jnp.sum(jnp.exp(z), axis=-1, keepdims=True))
