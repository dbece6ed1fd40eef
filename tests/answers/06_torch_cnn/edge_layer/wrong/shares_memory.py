# mistake: the weight is the memory of the array it was given
# fails: test_edge_layer_learns
# hint: torch.from_numpy does not copy. Who else notices when the layer learns?

def edge_layer(kernels):
    layer = nn.Conv2d(1, len(kernels), 3, padding=1, bias=False)
    layer.weight.data = torch.from_numpy(kernels)[:, None].float()  # no copy if it is float32 already
    return layer
