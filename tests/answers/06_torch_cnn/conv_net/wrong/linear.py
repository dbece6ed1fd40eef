# mistake: a convolution and a linear layer, with nothing that bends between them
# fails: test_conv_net_learns
# hint: Which of your layers bends? Without one, what is a convolution followed by a linear layer?

def conv_net():
    return nn.Sequential(nn.Unflatten(1, (1, 28, 28)), nn.Conv2d(1, 8, 5), nn.Flatten(), nn.Linear(8 * 24 * 24, 10))
