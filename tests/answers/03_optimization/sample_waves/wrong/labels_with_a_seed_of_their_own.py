# mistake: draws the labels with a generator that begins anew in each call
# fails: test_sample_waves
# hint: Which random numbers decide the labels of a second call?

def sample_waves(n: int, generator: torch.Generator) -> Batch:
    """Draw from the waves."""
    x = 4 * torch.rand(n, 2, generator=generator) - 2
    coin = torch.rand(n, 1, generator=torch.Generator().manual_seed(0))  # independent of x
    y = (coin < torch.sigmoid(wave_logit(x))[:, None]).float()
    return x, y
