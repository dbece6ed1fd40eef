# same as: no_sign
def cross_entropy(log_p, t):
    picked = jax.vmap(lambda row, target: row[jnp.argmax(target)])(log_p, t)
    return picked.mean()
