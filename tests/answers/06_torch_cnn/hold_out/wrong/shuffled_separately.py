# mistake: draws one order for the inputs and another for the labels
# fails: test_hold_out
# hint: Whose label stands beside the first image now?

def hold_out(x, y, n, generator):
    x = x[torch.randperm(len(x), generator=generator)]
    y = y[torch.randperm(len(y), generator=generator)]
    return x[n:], y[n:], x[:n], y[:n]
