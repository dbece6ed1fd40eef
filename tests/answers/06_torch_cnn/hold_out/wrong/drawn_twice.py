# mistake: draws both parts independently, so that some samples are in both and some in none
# fails: test_hold_out
# hint: How do you make sure that a sample is in one of the parts and only there?

def hold_out(x, y, n, generator):
    fit = torch.randperm(len(x), generator=generator)[n:]
    held = torch.randperm(len(x), generator=generator)[:n]
    return x[fit], y[fit], x[held], y[held]
