# mistake: compares the shape of the labels with the number of images, not with the logits
# fails: test_loss_shapes
# hint: Your check looks at x and y. With two units in the last layer, which shape do the logits have?

def loss(params, x, y, weight_decay):
    if jnp.shape(y) != (len(x), 1):
        raise ValueError(f"labels of shape {jnp.shape(y)}, expected {(len(x), 1)}")
    return jnp.mean(jax.nn.softplus(-(2 * y - 1) * mlp(params, x))) + penalty(params, weight_decay)
