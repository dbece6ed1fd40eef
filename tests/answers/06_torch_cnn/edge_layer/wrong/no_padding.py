# mistake: leaves the padding at its default, 0
# fails: test_edge_layer
# hint: How large is your result, and how large was the image?

def edge_layer(kernels):
    layer = nn.Conv2d(1, len(kernels), 3, bias=False)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(kernels)[:, None])
    return layer
