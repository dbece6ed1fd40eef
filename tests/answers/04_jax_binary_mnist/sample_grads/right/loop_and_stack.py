def sample_grads(params, x, y, weight_decay):
    each = [jax.grad(loss)(params, x[i : i + 1], y[i : i + 1], weight_decay) for i in range(len(x))]
    return jax.tree.map(lambda *leaves: jnp.stack(leaves), *each)
