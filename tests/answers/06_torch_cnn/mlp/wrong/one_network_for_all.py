# mistake: keeps a network for each list of widths and returns it again
# fails: test_mlp
# hint: Train one of your networks, and ask for another of the same widths. What does it know already?

@cache
def built(*widths):
    layers = []
    for d_in, d_out in zip((784, *widths), widths):
        layers += [nn.Linear(d_in, d_out), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(widths[-1], 10))


def mlp(hidden):
    return built(*hidden)
