# mistake: treats the first layer as hidden even if it is the last
# fails: test_mlp
# hint: How often does your function use the layer of a network that has only one?

def mlp(params, x):
    h = jax.nn.relu(x @ params[0][0] + params[0][1])
    for W, b in params[1:-1]:
        h = jax.nn.relu(h @ W + b)
    return h @ params[-1][0] + params[-1][1]
