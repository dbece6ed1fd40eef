# mistake: torch.tensor refuses an array that is a flipped view
# fails: test_edge_layer
# hint: What does torch make of kernel[::-1]? The text names a function that helps.

def edge_layer(kernels):
    layer = nn.Conv2d(1, len(kernels), 3, padding=1, bias=False)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(kernels, dtype=torch.float32)[:, None])
    return layer
