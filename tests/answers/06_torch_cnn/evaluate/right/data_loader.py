@torch.no_grad()
def evaluate(model, x, y):
    mode = model.training
    model.train(False)
    losses, right = [], []
    for portion, labels in torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, y), batch_size=1000):
        z = model(portion)
        losses += F.cross_entropy(z, labels, reduction="none").tolist()
        right += (z.max(dim=1).indices == labels).tolist()
    model.train(mode)
    return float(np.mean(losses)), float(np.mean(right))
