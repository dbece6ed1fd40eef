def least_loss(logits):
    return torch.distributions.Bernoulli(logits=logits.double()).entropy().mean().item()
