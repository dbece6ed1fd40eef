# mistake: converts the parameters to the dtype of x, so integer images cut off their decimals
# fails: test_mlp
# hint: For integer images your weights become integers, too. Which dtype should the product have?

def mlp(params, x):
    h = jnp.asarray(x)
    *hidden, last = [(jnp.asarray(W, dtype=h.dtype), jnp.asarray(b, dtype=h.dtype)) for W, b in params]
    for W, b in hidden:
        h = jax.nn.relu(h @ W + b)
    W, b = last
    return h @ W + b
