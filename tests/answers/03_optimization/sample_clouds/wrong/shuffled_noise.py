# mistake: uses the random numbers of class 0 for class 1, in another order
# fails: test_clouds_moments
# hint: Which random numbers does class 1 get that class 0 has not?

def sample_clouds(n: int, generator: torch.Generator) -> Batch:
    """Draw from the two clouds."""
    L = torch.linalg.cholesky(torch.tensor([[1.0, 0.8], [0.8, 1.0]]))
    u = torch.randn(n, 2, generator=generator)
    shuffled = u[torch.randperm(n, generator=generator)]
    x = torch.cat([u, torch.ones(2) + shuffled @ L.T])
    y = torch.cat([torch.zeros(n, 1), torch.ones(n, 1)])
    return x, y
