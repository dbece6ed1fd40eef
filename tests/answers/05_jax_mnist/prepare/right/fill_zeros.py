def prepare(images, labels):
    t = np.zeros((len(labels), 10), dtype=np.float32)
    t[np.arange(len(labels)), labels] = 1
    return np.divide(images, 255, dtype=np.float32).reshape(len(images), 28 * 28), t
