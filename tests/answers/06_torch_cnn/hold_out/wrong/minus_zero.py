# mistake: cuts with negative indices, which holds out everything for n = 0
# fails: test_hold_out
# hint: What is order[-n:] when n is 0?

def hold_out(x, y, n, generator):
    order = torch.randperm(len(x), generator=generator)
    fit, held = order[:-n], order[-n:]
    return x[fit], y[fit], x[held], y[held]
