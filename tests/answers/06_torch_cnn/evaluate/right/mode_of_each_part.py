def evaluate(model, x, y):
    modes, loss, hits = [(part, part.training) for part in model.modules()], 0.0, 0
    try:
        model.eval()
        with torch.no_grad():
            for first in range(0, len(x), 640):
                z, labels = model(x[first : first + 640]), y[first : first + 640]
                loss += F.cross_entropy(z, labels, reduction="sum").item()
                hits += int(torch.count_nonzero(z.max(dim=1).indices == labels))
    finally:
        for part, mode in modes:
            part.training = mode
    return loss / len(x), hits / len(x)
