# mistake: weighs the loss against the penalty, as in a mean of the two
# fails: test_objective, test_make_step
# hint: With lambda = 0.1, which share of the loss is left?

def objective(model, x, t, lmbda, power=2):
    return (1 - lmbda) * cross_entropy(jax.vmap(model)(x), t) + lmbda * penalty(model, power)
