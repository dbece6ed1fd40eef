# mistake: draws the samples held out with replacement
# fails: test_hold_out
# hint: randint can draw a sample twice. How many different samples do you hold out?

def hold_out(x, y, n, generator):
    held = torch.randint(len(x), (n,), generator=generator)
    keep = torch.ones(len(x), dtype=torch.bool)
    keep[held] = False
    return x[keep], y[keep], x[held], y[held]
