def probability(model, points):
    points = np.asarray(points, dtype=np.float32)
    with torch.no_grad():
        logits = [model(part) for part in torch.tensor(points).reshape(-1, 2).split(1000)]
    return torch.sigmoid(torch.cat(logits)).numpy().reshape(*points.shape[:-1], 1)
