# same as: divided_by_n
def sample_grads(params, x, y, weight_decay):
    one = lambda x_one, y_one: jax.grad(loss)(params, x_one[None, :], y_one[None, :], weight_decay)
    grads = jax.vmap(one)(x, y)
    return jax.tree.map(lambda leaf: leaf / x.shape[0], grads)
