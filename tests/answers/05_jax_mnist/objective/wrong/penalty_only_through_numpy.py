# mistake: turns the penalty into a Python float
# fails: test_objective, test_make_step
# hint: float(...) of a traced value is an error under grad. Does the penalty have to be a float?

def objective(model, x, t, lmbda, power=2):
    return cross_entropy(jax.vmap(model)(x), t) + lmbda * float(penalty(model, power))
