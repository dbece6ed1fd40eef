def mlp(hidden):
    network, width = nn.Linear(hidden[-1], 10), hidden[-1]
    for d_in in [*reversed(hidden[:-1]), 784]:
        network = nn.Sequential(nn.Linear(d_in, width), nn.Threshold(0.0, 0.0), network)
        width = d_in
    return network
