# mistake: switches learning off to be allowed to write
# fails: test_edge_layer_learns
# hint: You froze the weight to write into it. Can the layer still learn?

def edge_layer(kernels):
    layer = nn.Conv2d(1, len(kernels), 3, padding=1, bias=False)
    layer.weight.requires_grad = False
    layer.weight[:] = torch.tensor(kernels)[:, None]
    return layer
