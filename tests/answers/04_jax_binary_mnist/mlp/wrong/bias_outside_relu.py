# mistake: adds the bias after the relu
# fails: test_mlp, test_mlp_traced, test_train_moons
# hint: Where does your bias go: into the bend or behind it?

def mlp(params, x):
    for W, b in params[:-1]:
        x = jax.nn.relu(x @ W) + b
    W, b = params[-1]
    return x @ W + b
