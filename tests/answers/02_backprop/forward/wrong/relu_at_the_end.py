# mistake: a relu after the last layer too
# fails: test_forward
# hint: Your logits are never negative, so the network can never say 'class 0'. What stands after the last layer?

def forward(x, params):
    hs, zs = [x], []
    for W, b in params:
        zs.append(hs[-1] @ W + b)
        hs.append(relu(zs[-1]))
    return hs[-1], hs[:-1], zs
