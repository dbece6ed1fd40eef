# mistake: does not pass power on
# fails: test_objective, test_make_step
# hint: With power 1 your objective is still the one of L2.

def objective(model, x, t, lmbda, power=2):
    return cross_entropy(jax.vmap(model)(x), t) + lmbda * penalty(model)
