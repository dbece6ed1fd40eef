def least_loss(logits):
    return F.binary_cross_entropy_with_logits(logits, torch.sigmoid(logits))
