def cnn(channels):
    parts, before = [nn.Unflatten(-1, (1, 28, 28))], 1
    for kernel, after in zip((5, 3, 2), channels):
        parts.append(nn.Sequential(nn.Conv2d(before, after, kernel), nn.ReLU(), nn.MaxPool2d(2)))
        before = after
    body = nn.Sequential(*parts, nn.Flatten())
    with torch.no_grad():
        features = body(torch.zeros(1, 784)).shape[1]
    return nn.Sequential(body, nn.Linear(features, 10))
