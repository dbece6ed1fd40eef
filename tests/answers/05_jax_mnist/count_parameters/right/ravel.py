import jax.flatten_util


def count_parameters(model):
    flat, _ = jax.flatten_util.ravel_pytree(eqx.filter(model, eqx.is_array))
    return flat.size
