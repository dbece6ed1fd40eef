import jax.flatten_util


def penalty(model, power=2):
    theta, _ = jax.flatten_util.ravel_pytree(eqx.filter(model, eqx.is_array))
    return jnp.sum(theta**2) if power == 2 else jnp.sum(jnp.abs(theta))
