# mistake: the weight has the type of the array, float64
# fails: test_edge_layer_learns
# hint: Images are float32. Of which type are your weights?

def edge_layer(kernels):
    layer = nn.Conv2d(1, len(kernels), 3, padding=1, bias=False)
    layer.weight = nn.Parameter(torch.tensor(kernels)[:, None].double())
    return layer
