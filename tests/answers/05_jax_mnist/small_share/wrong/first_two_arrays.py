# mistake: looks at the first two arrays only
# fails: test_small_share
# hint: How many arrays has a network of three layers?

def small_share(model: Any, threshold: float = 1e-3) -> float:
    theta = jnp.concatenate([a.ravel() for a in jax.tree.leaves(eqx.filter(model, eqx.is_array))[:2]])
    return float(jnp.mean(jnp.abs(theta) < threshold))
