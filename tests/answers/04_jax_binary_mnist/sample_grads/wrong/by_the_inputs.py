# mistake: differentiates by the inputs
# fails: test_sample_grads
# hint: You differentiate by the wrong argument. What does argnums count?

def sample_grads(params, x, y, weight_decay):
    one = lambda x_one, y_one: jax.grad(loss, argnums=1)(params, x_one[None], y_one[None], weight_decay)
    return jax.vmap(one)(x, y)
