# mistake: stops the gradient of the penalty
# fails: test_objective, test_make_step
# hint: The value is right, and the gradient does not know about lambda. What cuts it off?

def objective(model, x, t, lmbda, power=2):
    return cross_entropy(jax.vmap(model)(x), t) + lmbda * jax.lax.stop_gradient(penalty(model, power))
