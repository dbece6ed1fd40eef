# mistake: flattens all leading axes, and gives back at most two of them
# fails: test_forward_grid
# hint: x may have more leading axes than a grid has. @ works on the last axis: is there anything to flatten?

def forward(x, params):
    hs, zs = [x.reshape(-1, x.shape[-1])], []
    for W, b in params:
        zs.append(hs[-1] @ W + b)
        hs.append(relu(zs[-1]))
    if x.ndim > 2:
        hs = [h.reshape(x.shape[0], x.shape[1], -1) for h in hs]
        zs = [z.reshape(x.shape[0], x.shape[1], -1) for z in zs]
    return zs[-1], hs[:-1], zs
