# mistake: repeats one hidden layer object, so that its weights are shared
# fails: test_mlp
# hint: [layer] * 2 holds the same layer twice. How many parameters does your network have?

def mlp(hidden):
    same = len(set(hidden)) == 1
    if not same:
        sizes = [784, *hidden]
        middle = [part for a, b in zip(sizes, sizes[1:]) for part in (nn.Linear(a, b), nn.ReLU())]
        return nn.Sequential(*middle, nn.Linear(hidden[-1], 10))
    middle = [nn.Linear(hidden[0], hidden[0]), nn.ReLU()] * (len(hidden) - 1)
    return nn.Sequential(nn.Linear(784, hidden[0]), nn.ReLU(), *middle, nn.Linear(hidden[0], 10))
