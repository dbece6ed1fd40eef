# mistake: ignores the generator
# fails: test_hold_out_random
# hint: Tomorrow you want the same split again. Where does your randomness come from?

def hold_out(x, y, n, generator):
    order = torch.randperm(len(x))
    return x[order[n:]], y[order[n:]], x[order[:n]], y[order[:n]]
