# mistake: moves points outside of the square to its edge
# fails: test_wave_logit
# hint: What is f at (3, 0)? Which text says that it ends at the square?

def wave_logit(x: torch.Tensor) -> torch.Tensor:
    """The true logit of the waves."""
    x1, x2 = x.clamp(-2, 2).unbind(dim=-1)  # the waves live on the square
    return torch.sin(5 * x1) + torch.cos(8 * x2)
