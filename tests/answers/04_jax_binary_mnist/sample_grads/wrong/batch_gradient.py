# mistake: returns the gradient of the batch
# fails: test_sample_grads
# hint: Your gradient has no axis of samples.

def sample_grads(params, x, y, weight_decay):
    return jax.grad(loss)(params, x, y, weight_decay)
