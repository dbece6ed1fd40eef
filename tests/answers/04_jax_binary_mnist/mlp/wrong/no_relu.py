# mistake: has no relu at all
# fails: test_mlp, test_mlp_traced, test_train_moons
# hint: Your network is one affine map, however many layers it has. What must happen between them?

def mlp(params, x):
    for W, b in params:
        x = x @ W + b
    return x
