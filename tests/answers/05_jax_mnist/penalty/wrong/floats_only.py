# mistake: leaves out arrays of integers
# fails: test_penalty
# hint: Every array counts, one of integers too. What does your filter select?

def penalty(model: Any, power: int = 2) -> jax.Array:
    arrays = jax.tree.leaves(eqx.filter(model, eqx.is_inexact_array))  # what can be differentiated
    return jnp.sum(jnp.array([jnp.sum(jnp.abs(a) ** power) for a in arrays]))
