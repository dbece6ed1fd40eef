from jax.flatten_util import ravel_pytree


def count_parameters(model):
    flat, _ = ravel_pytree(eqx.filter(model, eqx.is_array))
    return flat.size
