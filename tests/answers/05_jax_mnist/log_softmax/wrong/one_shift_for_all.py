# mistake: shifts all rows by the largest logit of the whole batch
# fails: test_log_softmax_large
# hint: One row's largest logit is of no use to another row. Over what do you take the maximum?

def log_softmax(z):
    shifted = z - jnp.max(z)
    return shifted - jnp.log(jnp.sum(jnp.exp(shifted), axis=-1, keepdims=True))
