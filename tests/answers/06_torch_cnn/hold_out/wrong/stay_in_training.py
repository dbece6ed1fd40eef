# mistake: samples held out remain in the training part
# fails: test_hold_out
# hint: Would you set an exam with the exercises of the course? Which samples are in both of your parts?

def hold_out(x, y, n, generator):
    held = torch.randperm(len(x), generator=generator)[:n]
    return x, y, x[held], y[held]
