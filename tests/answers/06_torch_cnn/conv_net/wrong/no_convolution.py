# mistake: an MLP small enough for the limit
# fails: test_conv_net
# hint: Which layer of yours knows that pixels have neighbors?

def conv_net():
    return nn.Sequential(nn.Linear(784, 100), nn.ReLU(), nn.Linear(100, 100), nn.ReLU(), nn.Linear(100, 10))
