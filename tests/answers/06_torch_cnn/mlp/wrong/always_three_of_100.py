# mistake: the widths are written into the code
# fails: test_mlp
# hint: What does your function do with its argument?

def mlp(hidden):
    return nn.Sequential(
        nn.Linear(784, 100), nn.ReLU(), nn.Linear(100, 100), nn.ReLU(), nn.Linear(100, 100), nn.ReLU(), nn.Linear(100, 10)
    )
