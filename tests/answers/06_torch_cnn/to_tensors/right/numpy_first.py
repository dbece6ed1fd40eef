def to_tensors(images, labels):
    x = (images.reshape(len(images), 784) / 255.0).astype(np.float32)
    return torch.from_numpy(x), torch.from_numpy(labels.astype(np.int64))
