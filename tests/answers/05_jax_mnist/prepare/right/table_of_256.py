def prepare(images: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    quotients = (np.arange(256) / 255).astype(np.float32)
    pixels = np.asarray(images).reshape(len(images), 28 * 28)
    return np.take(quotients, pixels), np.equal.outer(np.asarray(labels), np.arange(10)).astype(np.float32)
