# mistake: no activation between the layers
# fails: test_mlp
# hint: Without a bend, how many layers does your network really have?

def mlp(hidden):
    sizes = [784, *hidden, 10]
    return nn.Sequential(*[nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])])
