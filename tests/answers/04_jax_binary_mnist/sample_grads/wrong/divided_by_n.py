# mistake: divides each gradient by the number of samples
# fails: test_sample_grads
# hint: Your gradients add up to that of the batch. Which other combination was asked for?

def sample_grads(params, x, y, weight_decay):
    one = lambda x_one, y_one: jax.grad(loss)(params, x_one[None], y_one[None], weight_decay)
    return jax.tree.map(lambda leaf: leaf / len(x), jax.vmap(one)(x, y))
