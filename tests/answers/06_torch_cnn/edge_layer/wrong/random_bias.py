# mistake: leaves the bias as it was drawn
# fails: test_edge_layer
# hint: On a black image, what does your layer answer?

def edge_layer(kernels):
    layer = nn.Conv2d(1, len(kernels), 3, padding=1)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(kernels)[:, None])
    return layer
