# mistake: forgets the weight decay
# fails: test_sample_grads
# hint: What does weight_decay change in your gradients?

def sample_grads(params, x, y, weight_decay):
    one = lambda x_one, y_one: jax.grad(loss)(params, x_one[None], y_one[None], 0.0)
    return jax.vmap(one)(x, y)
