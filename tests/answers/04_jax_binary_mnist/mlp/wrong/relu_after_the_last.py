# mistake: puts a relu after the last layer too
# fails: test_mlp, test_train_moons
# hint: None of your logits is negative. How would a seven say so?

def mlp(params, x):
    for W, b in params:
        x = jax.nn.relu(x @ W + b)
    return x
