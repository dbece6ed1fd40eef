def objective(model, x, t, lmbda, power=2):
    log_p = eqx.filter_vmap(model)(x)
    arrays = jax.tree.leaves(eqx.filter(model, eqx.is_array))
    loss = -jnp.sum(t * log_p) / len(x)
    return loss + sum(lmbda * jnp.sum(jnp.abs(array) ** power) for array in arrays)
