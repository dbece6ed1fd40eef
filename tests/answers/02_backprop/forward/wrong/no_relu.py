# mistake: no activation between the layers
# fails: test_forward
# hint: Without a bend the whole network is one affine map. What stands between two layers?

def forward(x, params):
    hs, zs = [], []
    for W, b in params:
        hs.append(x)
        x = x @ W + b
        zs.append(x)
    return x, hs, zs
