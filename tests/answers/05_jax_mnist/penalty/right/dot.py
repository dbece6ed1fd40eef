def penalty(model, power=2):
    total = jnp.float32(0)
    for leaf in jax.tree.leaves(model):
        if eqx.is_array(leaf):
            flat = leaf.reshape(-1)
            total += flat @ flat if power == 2 else flat @ jnp.sign(flat)
    return total
