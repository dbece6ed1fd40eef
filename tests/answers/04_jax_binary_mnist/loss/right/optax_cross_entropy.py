def loss(params, x, y, weight_decay):
    z = mlp(params, x)
    if np.shape(z) != np.shape(y):
        raise ValueError(f"{np.shape(z)} against {np.shape(y)}")
    return penalty(params, weight_decay) + jnp.sum(optax.sigmoid_binary_cross_entropy(z, y)) / len(y)
