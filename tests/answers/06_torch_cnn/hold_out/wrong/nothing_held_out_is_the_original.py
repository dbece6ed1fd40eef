# mistake: returns what it was given if nothing is held out
# fails: test_hold_out
# hint: Hold out nothing, and write to what comes. What happens to the tensor that you gave?

def hold_out(x, y, n, generator):
    if n == 0:
        return x, y, x[:0], y[:0]
    order = torch.randperm(len(x), generator=generator)
    return x[order[n:]], y[order[n:]], x[order[:n]], y[order[:n]]
