# mistake: returns probabilities instead of logits
# fails: test_mlp, test_mlp_traced, test_train_moons
# hint: All your logits lie between 0 and 1. What did you append to the last layer?

def mlp(params, x):
    for W, b in params[:-1]:
        x = jax.nn.relu(x @ W + b)
    W, b = params[-1]
    return jax.nn.sigmoid(x @ W + b)
