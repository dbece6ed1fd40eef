# mistake: leaves out arrays of flags
# fails: test_count_parameters
# hint: An array of flags is an array. Does eqx.is_array ask for a type?

def count_parameters(model: Any) -> int:
    arrays = [leaf for leaf in jax.tree.leaves(model) if eqx.is_array(leaf)]
    return sum(a.size for a in arrays if jnp.issubdtype(a.dtype, jnp.number))  # "how many numbers"
