# mistake: takes the first label for every sample
# fails: test_sample_grads
# hint: Every sample needs its own label. Which axis of y does your vmap run over?

def sample_grads(params, x, y, weight_decay):
    one = lambda x_one: jax.grad(loss)(params, x_one[None], y[:1], weight_decay)
    return jax.vmap(one)(x)
