# mistake: logarithms to base 2
# fails: test_least_loss
# hint: A fair coin has one bit. How many nats?

def least_loss(logits):
    p = torch.sigmoid(logits)
    return (p * F.softplus(-logits) + (1 - p) * F.softplus(logits)).mean() / math.log(2)
