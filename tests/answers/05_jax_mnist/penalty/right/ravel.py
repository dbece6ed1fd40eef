from jax.flatten_util import ravel_pytree


def penalty(model, power=2):
    theta, _ = ravel_pytree(eqx.filter(model, eqx.is_array))
    return jnp.sum(theta**2) if power == 2 else jnp.sum(jnp.abs(theta))
