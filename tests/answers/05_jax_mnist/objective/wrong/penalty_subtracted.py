# mistake: subtracts the penalty, which rewards large weights
# fails: test_objective, test_make_step
# hint: Minimizing yours makes the weights grow. Which sign has the penalty?

def objective(model, x, t, lmbda, power=2):
    return cross_entropy(jax.vmap(model)(x), t) - lmbda * penalty(model, power)
