# mistake: uses the first and the last layer only
# fails: test_mlp
# hint: How many layers does a network of four have, and how many of them do you use?

def mlp(params, x):
    (W1, b1), (W2, b2) = params[0], params[-1]
    return jax.nn.relu(x @ W1 + b1) @ W2 + b2
