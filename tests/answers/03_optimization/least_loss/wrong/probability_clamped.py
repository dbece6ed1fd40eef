# mistake: keeps the probability away from 0 and 1
# fails: test_least_loss
# hint: What is the loss of a label with logit 30, and what do you return?

def least_loss(logits: torch.Tensor) -> torch.Tensor:
    """The mean cross-entropy that remains when every logit is the true one."""
    p = torch.sigmoid(logits).clamp(1e-7, 1 - 1e-7)
    return -(p * p.log() + (1 - p) * (1 - p).log()).mean()
