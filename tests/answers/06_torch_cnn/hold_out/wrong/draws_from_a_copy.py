# mistake: draws from a copy of the generator, so that the next call draws the same
# fails: test_hold_out_random
# hint: Call it twice with one generator. Are the two splits the same?

def hold_out(x, y, n, generator):
    own = torch.Generator().set_state(generator.get_state())
    order = torch.randperm(len(x), generator=own)
    train, held_out = order[n:], order[:n]
    return x[train], y[train], x[held_out], y[held_out]
