# mistake: returns the least share of mistakes instead of the least surprise
# fails: test_least_loss
# hint: You count wrong labels. What does the loss count?

def least_loss(logits):
    p = torch.sigmoid(logits)
    return torch.minimum(p, 1 - p).mean()
