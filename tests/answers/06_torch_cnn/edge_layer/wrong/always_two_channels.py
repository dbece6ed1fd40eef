# mistake: two channels, however many kernels there are
# fails: test_edge_layer
# hint: How many channels are asked for when there are three kernels?

def edge_layer(kernels):
    layer = nn.Conv2d(1, 2, 3, padding=1, bias=False)
    with torch.no_grad():
        for i in range(2):
            layer.weight[i, 0] = torch.tensor(kernels[i])
    return layer
