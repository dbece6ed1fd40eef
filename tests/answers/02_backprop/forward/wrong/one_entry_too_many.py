# mistake: hs also holds the output of the last layer
# fails: test_forward_lists
# hint: How many layers are there, and how many inputs of layers do you return?

def forward(x, params):
    hs, zs = [x], []
    for W, b in params:
        zs.append(hs[-1] @ W + b)
        hs.append(relu(zs[-1]))
    return zs[-1], hs, zs
