# mistake: draws the labels from torch's global state
# fails: test_sample_waves
# hint: The inputs follow the generator, the labels do not. Which call draws them?


# where: two calls with generators of the same seed: the same x, but other labels.
def sample_waves(n: int, generator: torch.Generator) -> Batch:
    """Draw from the waves.

    Args:
        n: samples in all.
        generator: the only source of randomness; drawing moves it on.

    Returns:
        Inputs, uniform in (-2, 2) on both axes, shape ``(n, 2)``, and labels, shape ``(n, 1)``, each 1 with
        probability ``sigmoid(wave_logit)``; both float32.
    """
    x = torch.rand(n, 2, generator=generator) * 4 - 2
    p = torch.sigmoid(wave_logit(x)).unsqueeze(-1)
    return x, torch.bernoulli(p)
