# mistake: returns labels in float64
# fails: test_sample_waves
# hint: Which type do x and y have?

def sample_waves(n: int, generator: torch.Generator) -> Batch:
    """Draw from the waves."""
    x = torch.rand(n, 2, generator=generator) * 4 - 2
    p = torch.sigmoid(wave_logit(x)).reshape(n, 1)
    u = torch.rand(n, 1, generator=generator)
    y = torch.from_numpy(np.where((u < p).numpy(), 1.0, 0.0))
    return x, y
