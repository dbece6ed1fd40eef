# mistake: goes through the first and the last layer and skips those between
# fails: test_forward
# hint: A network with more hidden layers gives the same shapes and other numbers. Which layers does your loop visit?

def forward(x, params):
    hs, zs = [x], []
    for layer in dict.fromkeys([0, len(params) - 1]):
        W, b = params[layer]
        if hs[-1].shape[-1] != W.shape[0]:
            W = np.zeros((hs[-1].shape[-1], W.shape[1]))
        zs.append(hs[-1] @ W + b)
        hs.append(relu(zs[-1]))
    return zs[-1], hs[:-1], zs
