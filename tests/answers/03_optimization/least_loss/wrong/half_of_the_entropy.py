# mistake: forgets the label 0
# fails: test_least_loss
# hint: The coin has two sides. What is the surprise at the other one, and how often does it come?

def least_loss(logits):
    return (torch.sigmoid(logits) * F.softplus(-logits)).mean()
