# mistake: computes with NumPy
# fails: test_mlp_traced
# hint: A tracer has no numbers for NumPy to read. Which module offers the same functions for tracers?

def mlp(params, x):
    for W, b in params[:-1]:
        x = np.maximum(np.asarray(x) @ np.asarray(W) + np.asarray(b), 0)
    W, b = params[-1]
    return np.asarray(x) @ np.asarray(W) + np.asarray(b)
