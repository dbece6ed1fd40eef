def pixel_gradient(model: Callable, x: jax.Array, t: jax.Array) -> jax.Array:
    jacobian = jax.vmap(jax.jacrev(model))(jnp.asarray(x))
    return jnp.einsum("nk,nkd->nd", jnp.asarray(t), jacobian)
