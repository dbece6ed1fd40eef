# mistake: the sum over all logits instead of the mean
# fails: test_least_loss
# hint: Your floor rises with the number of samples. What was it the floor of?

def least_loss(logits):
    p = torch.sigmoid(logits)
    return (p * F.softplus(-logits) + (1 - p) * F.softplus(logits)).sum()
