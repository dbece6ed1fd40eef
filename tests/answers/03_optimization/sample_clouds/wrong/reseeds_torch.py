# mistake: sets torch's global seed from the generator
# fails: test_sample_clouds
# hint: Which numbers come from torch.rand after your function, and which would come without it?

def sample_clouds(n: int, generator: torch.Generator) -> Batch:
    """Draw from the two clouds."""
    torch.manual_seed(int(torch.randint(2**31, (1,), generator=generator)))
    cloud0 = torch.distributions.MultivariateNormal(torch.zeros(2), torch.eye(2))
    cloud1 = torch.distributions.MultivariateNormal(torch.ones(2), torch.tensor([[1.0, 0.8], [0.8, 1.0]]))
    x = torch.cat([cloud0.sample((n,)), cloud1.sample((n,))])
    y = torch.cat([torch.zeros(n, 1), torch.ones(n, 1)])
    return x, y
