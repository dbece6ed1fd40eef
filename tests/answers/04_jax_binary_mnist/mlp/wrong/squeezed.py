# mistake: drops the last axis of the logits
# fails: test_mlp, test_mlp_traced
# hint: The labels have shape (n, 1). Which shape do your logits have?

def mlp(params, x):
    for W, b in params[:-1]:
        x = jax.nn.relu(x @ W + b)
    W, b = params[-1]
    return jnp.squeeze(x @ W + b, axis=-1)
