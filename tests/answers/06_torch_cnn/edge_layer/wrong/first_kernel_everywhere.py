# mistake: copies the first kernel into every channel
# fails: test_edge_layer
# hint: Both of your channels show the same picture. What is broadcast when you copy?

def edge_layer(kernels):
    layer = nn.Conv2d(1, len(kernels), 3, padding=1, bias=False)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(kernels)[0])
    return layer
