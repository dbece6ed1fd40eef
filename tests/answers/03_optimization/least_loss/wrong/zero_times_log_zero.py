# mistake: takes logarithms of probabilities that have been rounded to 0 or 1
# fails: test_least_loss
# hint: For a certain label you return nan. Which logarithm has seen a 0?

def least_loss(logits):
    p = torch.sigmoid(logits)
    return -(p * torch.log(p) + (1 - p) * torch.log(1 - p)).mean()
