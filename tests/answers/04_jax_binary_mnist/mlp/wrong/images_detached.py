# mistake: cuts off the gradient with respect to x
# fails: test_mlp_traced
# hint: The logits depend on x. What does your network tell JAX about their gradient with respect to it?

def mlp(params, x):
    h = jax.lax.stop_gradient(jnp.asarray(x))
    for W, b in params[:-1]:
        h = jax.nn.relu(h @ W + b)
    W, b = params[-1]
    return h @ W + b
