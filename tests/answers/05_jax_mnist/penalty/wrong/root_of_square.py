# mistake: takes the absolute value as the root of the square
# fails: test_penalty
# hint: What is the slope of a square root at 0, and how many parameters may be exactly 0?

def penalty(model: Any, power: int = 2) -> jax.Array:
    arrays = jax.tree.leaves(eqx.filter(model, eqx.is_array))
    return sum(jnp.sum(jnp.sqrt(a**2) ** power) for a in arrays)
