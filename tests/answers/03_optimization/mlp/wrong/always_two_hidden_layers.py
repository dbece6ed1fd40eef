# mistake: a network of fixed depth
# fails: test_mlp
# hint: How many layers has [2, 1], and how many [2, 5, 5, 5, 1]?

def mlp(sizes):
    return nn.Sequential(
        nn.Linear(sizes[0], sizes[1]), nn.ReLU(), nn.Linear(sizes[1], sizes[1]), nn.ReLU(), nn.Linear(sizes[1], sizes[-1])
    )
