def to_tensors(images, labels):
    x = torch.stack([torch.tensor(image.copy()).float().flatten() / 255 for image in images])
    return x, torch.LongTensor([int(label) for label in labels])
