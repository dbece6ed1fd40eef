# mistake: repeats one layer object, so that equal layers share their weights
# fails: test_mlp
# hint: Multiplying a list repeats the object, not its making. How many weights has your deep network?

def mlp(sizes):
    hidden = [nn.Linear(sizes[1], sizes[1]), nn.ReLU()] * (len(sizes) - 3)
    if len(sizes) == 2:
        return nn.Sequential(nn.Linear(*sizes))
    return nn.Sequential(nn.Linear(sizes[0], sizes[1]), nn.ReLU(), *hidden, nn.Linear(sizes[-2], sizes[-1]))
