# mistake: puts the logits where probabilities belong
# fails: test_least_loss
# hint: A logit of 0 is a fair coin. What is a p of 0?

def least_loss(logits):
    p = logits.clamp(1e-6, 1 - 1e-6)
    return -(p * torch.log(p) + (1 - p) * torch.log(1 - p)).mean()
