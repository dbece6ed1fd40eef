# mistake: reshapes the input to a table of samples
# fails: test_forward_grid
# hint: x may have more than two axes. Which axis does @ multiply along, and what happens to the others?

def forward(x, params):
    hs, zs = [x.reshape(-1, x.shape[-1])], []
    for W, b in params:
        zs.append(hs[-1] @ W + b)
        hs.append(relu(zs[-1]))
    return zs[-1], hs[:-1], zs
