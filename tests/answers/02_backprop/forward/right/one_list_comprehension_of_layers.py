def forward(x, params):
    hs, zs, h = [], [], x
    for layer, (W, b) in enumerate(params):
        if layer > 0:
            h = np.where(zs[-1] > 0, zs[-1], 0.0)
        hs.append(h)
        zs.append(np.einsum("...i,ij->...j", h, W) + b)
    return zs[-1], hs, zs
