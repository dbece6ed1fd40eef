# mistake: takes |theta| as the root of the square, whose derivative at 0 is nan
# fails: test_penalty
# hint: At 0 your derivative is nan: the root has no slope there. Which function of jax.numpy is
# |theta|?


# where: the gradient for power = 1 and a parameter that is 0: nan.
def penalty(model: Any, power: int = 2) -> jax.Array:
    """How large the parameters are.

    Args:
        model: any pytree; leaves that are no arrays do not count.
        power: 2 for the sum of squares, 1 for the sum of absolute values.

    Returns:
        The sum of ``|theta|**power`` over every entry of every array.
    """
    arrays = jax.tree.leaves(eqx.filter(model, eqx.is_array))
    return sum(jnp.sum((array**2) ** (power / 2)) for array in arrays)
