# mistake: computes -s z as z - 2 y z, and 2 z is infinite for huge logits
# fails: test_loss_large
# hint: Your loss computes twice the logit on its way. Is that finite for every logit?

def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    if z.shape != jnp.shape(y):
        raise ValueError(f"logits of shape {z.shape}, labels of shape {jnp.shape(y)}")
    return jnp.mean(jnp.logaddexp(0, z - 2 * y * z)) + penalty(params, weight_decay)
