# same as: divides_by_256
def prepare(images, labels):
    x = np.asarray(images, np.float32).reshape(images.shape[0], 784) * np.float32(1 / 256)
    targets = np.zeros((len(labels), 10), np.float32)
    targets[np.arange(len(labels)), labels] = 1
    return x, targets
