# mistake: nothing between the affine layers
# fails: test_mlp
# hint: What is an affine map of an affine map?

def mlp(sizes):
    return nn.Sequential(*(nn.Linear(a, b) for a, b in zip(sizes[:-1], sizes[1:])))
