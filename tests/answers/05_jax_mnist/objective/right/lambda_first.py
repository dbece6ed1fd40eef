def objective(model, x, t, lmbda, power=2):
    weighted = penalty(model, power=power) * lmbda
    return weighted + cross_entropy(log_p=jnp.stack([model(row) for row in x]), t=t)
