# mistake: labels are integers
# fails: test_sample_clouds
# hint: Which type of label does the binary cross-entropy of PyTorch take?

def sample_clouds(n, generator):
    factor = torch.linalg.cholesky(torch.tensor([[1.0, 0.8], [0.8, 1.0]]))
    x0 = torch.randn(n, 2, generator=generator)
    x1 = 1 + torch.randn(n, 2, generator=generator) @ factor.T
    return torch.cat([x0, x1]), torch.arange(2).repeat_interleave(n)[:, None]
