def hold_out(x, y, n, generator):
    dataset = torch.utils.data.TensorDataset(x, y)
    fit, held = torch.utils.data.random_split(dataset, [len(x) - n, n], generator=generator)
    return x[fit.indices], y[fit.indices], x[held.indices], y[held.indices]
