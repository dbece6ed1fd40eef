def log_likelihood_ratio(x):
    factor = torch.tensor([[1.0, 0.0], [0.8, 0.6]], dtype=torch.float64)
    flat = x.double().reshape(-1, 2)
    u = torch.linalg.solve_triangular(factor, (flat - 1).T, upper=False)
    ratio = (flat**2).sum(1) / 2 - (u**2).sum(0) / 2 - torch.log(torch.diagonal(factor)).sum()
    return ratio.reshape(x.shape[:-1]).to(x.dtype)
