def hold_out(x, y, n, generator):
    held = torch.zeros(len(x), dtype=torch.bool)
    held[torch.rand(len(x), generator=generator).topk(n).indices] = True
    return x[~held], y[~held], x[held], y[held]
