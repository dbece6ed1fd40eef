# mistake: removes the last layer from the caller's list
# fails: test_mlp
# hint: How many layers does the list have after your function was called with it?

def mlp(params, x):
    W_last, b_last = params.pop()
    h = x
    for W, b in params:
        h = jax.nn.relu(h @ W + b)
    return h @ W_last + b_last
