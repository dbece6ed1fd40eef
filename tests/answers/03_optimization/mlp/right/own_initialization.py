def mlp(sizes):
    net = nn.Sequential()
    last = len(sizes) - 2
    for i in range(last + 1):
        layer = nn.Linear(sizes[i], sizes[i + 1])
        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        nn.init.zeros_(layer.bias)
        net.add_module(f"affine{i}", layer)
        if i < last:
            net.add_module(f"relu{i}", nn.ReLU(inplace=True))
    return net
