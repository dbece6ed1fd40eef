def hold_out(x, y, n, generator):
    order = torch.rand(len(x), generator=generator).argsort()
    x, y = x[order], y[order]
    cut = len(x) - n
    return x[:cut], y[:cut], x[cut:], y[cut:]
