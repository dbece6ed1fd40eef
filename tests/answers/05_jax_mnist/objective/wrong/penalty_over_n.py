# mistake: divides the penalty by the batch size
# fails: test_objective, test_make_step
# hint: The same batch twice over, and your objective changes. Does the penalty depend on the data?

def objective(model, x, t, lmbda, power=2):
    return cross_entropy(jax.vmap(model)(x), t) + lmbda * penalty(model, power) / len(x)
