def mlp(sizes: list[int]) -> nn.Sequential:
    """A fresh network of affine layers with ReLU between them."""
    first, second, *rest = sizes
    bend, network, width = nn.ReLU(), nn.Sequential(nn.Linear(first, second)), second
    for following in rest:
        network.append(bend).append(nn.Linear(width, following))
        width = following
    return network
