# mistake: leaves the bias out
# fails: test_forward, test_forward_lists
# hint: Put x = 0 into one of your layers. What should come out?

def forward(x, params):
    hs, zs = [x], []
    for W, b in params:
        zs.append(hs[-1] @ W)
        hs.append(relu(zs[-1]))
    return zs[-1], hs[:-1], zs
