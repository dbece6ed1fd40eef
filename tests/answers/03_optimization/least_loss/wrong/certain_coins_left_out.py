# mistake: leaves certain coins out of the mean instead of counting them as 0
# fails: test_least_loss
# hint: Of four coins two are certain. How many do you divide by?

def least_loss(logits):
    p = torch.sigmoid(logits)
    uncertain = (p > 0) & (p < 1)
    if not uncertain.any():
        return torch.tensor(0.0)
    p = p[uncertain]
    return (-p * torch.log(p) - (1 - p) * torch.log(1 - p)).mean()
