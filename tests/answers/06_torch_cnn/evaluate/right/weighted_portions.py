def evaluate(model, x, y):
    before = model.training
    model.eval()
    loss, hits = 0.0, 0
    with torch.inference_mode():
        for start in range(0, len(x), 500):
            z, labels = model(x[start : start + 500]), y[start : start + 500]
            loss += F.cross_entropy(z, labels, reduction="sum").item()
            hits += int((z.argmax(1) == labels).sum())
    if before:
        model.train()
    return loss / len(x), hits / len(x)
