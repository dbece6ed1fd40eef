# mistake: as many columns as the largest label needs
# fails: test_prepare
# hint: How many columns has t when the batch holds no nine?

def prepare(images, labels):
    x = images.reshape(len(images), -1).astype(np.float32) / 255
    return x, np.eye(int(labels.max()) + 1, dtype=np.float32)[labels]
