# mistake: uses a sigmoid between the layers
# fails: test_mlp, test_mlp_traced
# hint: Which bend does the formula name?

def mlp(params, x):
    for W, b in params[:-1]:
        x = jax.nn.sigmoid(x @ W + b)
    W, b = params[-1]
    return x @ W + b
