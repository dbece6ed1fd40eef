# mistake: forgets the penalty
# fails: test_objective, test_make_step
# hint: What does lambda change in your objective?

def objective(model, x, t, lmbda, power=2):
    return cross_entropy(jax.vmap(model)(x), t)
