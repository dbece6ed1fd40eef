# mistake: gives loss a vector where it wants a batch
# fails: test_sample_grads
# hint: Inside of vmap the sample has lost its batch axis. How do you make a batch of one?

def sample_grads(params, x, y, weight_decay):
    return jax.vmap(jax.grad(loss), in_axes=(None, 0, 0, None))(params, x, y, weight_decay)
