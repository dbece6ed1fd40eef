# mistake: returns the part held out first
# fails: test_hold_out
# hint: Which part should be the large one?

def hold_out(x, y, n, generator):
    order = torch.randperm(len(x), generator=generator)
    return x[order[:n]], y[order[:n]], x[order[n:]], y[order[n:]]
