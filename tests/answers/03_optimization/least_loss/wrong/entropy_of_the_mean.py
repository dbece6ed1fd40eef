# mistake: averages the probabilities first and takes the entropy of that one coin
# fails: test_least_loss
# hint: Whoever sees x knows which coin it is. Does your average know?

def least_loss(logits):
    p = torch.sigmoid(logits).mean().clamp(1e-30, 1)
    return -(p * torch.log(p) + (1 - p) * torch.log(1 - p))
