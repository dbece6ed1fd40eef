# mistake: adds a small number below the root
# fails: test_penalty
# hint: Your |theta| is too large where theta is tiny. jnp.abs has a finite slope everywhere, so nothing need be added.

def penalty(model: Any, power: int = 2) -> jax.Array:
    total = jnp.zeros(())
    for theta in jax.tree.leaves(eqx.filter(model, eqx.is_array)):
        # |theta| has no slope at 0, so smooth the corner
        total = total + jnp.sum(jnp.sqrt(theta**2 + 1e-8) if power == 1 else theta**2)
    return total
