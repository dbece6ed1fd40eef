def mlp(sizes):
    net = nn.Sequential(nn.Linear(sizes[0], sizes[1]))
    for i in range(1, len(sizes) - 1):
        net.append(nn.ReLU())
        net.append(nn.Linear(sizes[i], sizes[i + 1]))
    return net
