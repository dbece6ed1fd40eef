# mistake: divides only if the largest pixel is above 1
# fails: test_prepare
# hint: An image whose bytes are all 0 or 1 is nearly white paper. What does yours make of it?

def prepare(images: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    x = images.reshape(len(images), -1).astype(np.float32)
    if x.max() > 1:  # not scaled yet
        x = x / 255
    t = np.zeros((len(labels), 10), dtype=np.float32)
    t[np.arange(len(labels)), labels] = 1
    return x, t
