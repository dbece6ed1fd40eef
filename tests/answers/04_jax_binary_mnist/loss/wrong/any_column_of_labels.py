# mistake: refuses labels that are no column, whatever the logits are
# fails: test_loss_shapes
# hint: Three logits and one label in a column: what does your loss do with them?

def loss(params, x, y, weight_decay):
    if y.ndim != 2 or y.shape[1] != 1:
        raise ValueError("labels must be a column")
    z = mlp(params, x)
    return jnp.mean(jax.nn.softplus((1 - 2 * y) * z)) + penalty(params, weight_decay)
