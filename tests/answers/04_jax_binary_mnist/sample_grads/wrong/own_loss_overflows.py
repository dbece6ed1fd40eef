# mistake: writes the loss of one sample with an exponential that overflows
# fails: test_sample_grads
# hint: Your loss of one sample overflows for large logits. Which function of yours does not?

def sample_grads(params, x, y, weight_decay):
    def loss_of_one(theta, image, label):
        z = mlp(theta, image[None])[0]
        return jnp.log1p(jnp.exp((1 - 2 * label) * z)).sum() + penalty(theta, weight_decay)

    return jax.vmap(jax.grad(loss_of_one), in_axes=(None, 0, 0))(params, x, y)
