def sample_grads(params, x, y, weight_decay):
    def losses(params):
        return jax.vmap(lambda x_one, y_one: loss(params, x_one[None], y_one[None], weight_decay))(x, y)

    return jax.jacrev(losses)(params)
