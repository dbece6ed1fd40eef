# mistake: reads the pixels in the order of the memory
# fails: test_prepare
# hint: An array can lie in memory column by column. Which order does reshape take by default?

def prepare(images: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    x = np.float32(images.reshape((images.shape[0], 784), order="A") / 255)  # "A": whatever is fastest
    t = (labels[:, None] == np.arange(10)[None, :]).astype(np.float32)
    return x, t
