def least_loss(logits: torch.Tensor) -> torch.Tensor:
    """The mean cross-entropy that remains when every logit is the true one."""
    a = torch.abs(logits)
    e = torch.exp(-a)
    return torch.mean(torch.log1p(e) + a * e / (1 + e))
