# mistake: one hidden layer, whatever the list says
# fails: test_mlp
# hint: How many hidden layers does [100, 100, 100] ask for?

def mlp(hidden):
    return nn.Sequential(nn.Linear(784, hidden[0]), nn.ReLU(), nn.Linear(hidden[0], 10))
