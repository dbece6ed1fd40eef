# same as: determinant_forgotten
def log_likelihood_ratio(x):
    cov = torch.tensor([[1.0, 0.8], [0.8, 1.0]], dtype=x.dtype)
    e = x - 1
    solved = torch.linalg.solve(cov, e.unsqueeze(-1)).squeeze(-1)
    return ((x * x).sum(dim=-1) - (e * solved).sum(dim=-1)) / 2
