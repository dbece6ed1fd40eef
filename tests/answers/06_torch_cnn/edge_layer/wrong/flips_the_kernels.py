# mistake: flips the kernels, as if PyTorch computed the convolution of mathematicians
# fails: test_edge_layer
# hint: Compare a channel with your own conv3x3. What became of the sign?

def edge_layer(kernels):
    layer = nn.Conv2d(1, len(kernels), 3, padding=1, bias=False)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(kernels[:, ::-1, ::-1].copy())[:, None])
    return layer
