def conv_net():
    def block(d_in, d_out, kernel):
        return nn.Sequential(nn.Conv2d(d_in, d_out, kernel, stride=2, padding=1, bias=False), nn.BatchNorm2d(d_out), nn.ReLU())

    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)), block(1, 16, 5), block(16, 32, 3), block(32, 32, 3), nn.Flatten(), nn.LazyLinear(10)
    )
