def to_tensors(images, labels):
    rows = np.empty((len(images), 784), dtype=np.float32)
    for row, image in zip(rows, images, strict=True):
        row[:] = np.true_divide(image, 255).ravel()
    return torch.from_numpy(rows), torch.tensor(labels.tolist(), dtype=torch.long)
