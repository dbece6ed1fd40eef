# mistake: makes the layer once and returns it again
# fails: test_edge_layer_learns
# hint: Call your function twice. Are there two layers?

_layers = {}


def edge_layer(kernels):
    layer = _layers.setdefault(len(kernels), nn.Conv2d(1, len(kernels), 3, padding=1, bias=False))
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(kernels)[:, None])
    return layer
