# mistake: repeats the gradient of the batch
# fails: test_sample_grads
# hint: All your gradients are the same. Which samples does each of them see?

def sample_grads(params, x, y, weight_decay):
    grads = jax.grad(loss)(params, x, y, weight_decay)
    return jax.tree.map(lambda leaf: jnp.stack([leaf] * len(x)), grads)
