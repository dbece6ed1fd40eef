# mistake: leaves the ReLU between the first two layers out
# fails: test_mlp
# hint: What are two affine layers without anything between them worth?

def mlp(sizes):
    layers = [nn.Linear(sizes[0], sizes[1])]
    for k in range(1, len(sizes) - 1):
        if k > 1:
            layers.append(nn.ReLU())
        layers.append(nn.Linear(sizes[k], sizes[k + 1]))
    return nn.Sequential(*layers)
