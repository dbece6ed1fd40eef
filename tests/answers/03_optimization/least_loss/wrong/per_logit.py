# mistake: one entropy for each logit
# fails: test_least_loss
# hint: How many numbers is a floor?

def least_loss(logits):
    p = torch.sigmoid(logits)
    return p * F.softplus(-logits) + (1 - p) * F.softplus(logits)
