# mistake: does not compare the shapes
# fails: test_loss_shapes
# hint: (n, 1) with (n,) is (n, n), and its mean a plausible number. What could notice it?

def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    return jnp.mean(jnp.logaddexp(0, -z * (2 * y - 1))) + penalty(params, weight_decay)
