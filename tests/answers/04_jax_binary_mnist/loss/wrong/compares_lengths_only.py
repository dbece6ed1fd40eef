# mistake: compares the number of samples only
# fails: test_loss_shapes
# hint: (3, 1) and (3,) are equally long. What else differs?

def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    if len(z) != len(y):
        raise ValueError("lengths differ")
    return jnp.mean(jnp.logaddexp(0, -z * (2 * y - 1))) + penalty(params, weight_decay)
