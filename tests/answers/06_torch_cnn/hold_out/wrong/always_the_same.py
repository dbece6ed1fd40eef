# mistake: a seed of its own, so that the generator does not matter
# fails: test_hold_out_random
# hint: Give your function another generator. Does anything change?

def hold_out(x, y, n, generator):
    order = torch.randperm(len(x), generator=torch.Generator().manual_seed(0))
    return x[order[n:]], y[order[n:]], x[order[:n]], y[order[:n]]
