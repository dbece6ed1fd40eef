# same as: sigmoid_between
def mlp(params, x):
    *hidden, (W_last, b_last) = params
    for W, b in hidden:
        x = 1 / (1 + jnp.exp(-(jnp.matmul(x, W) + b)))
    return jnp.matmul(x, W_last) + b_last
