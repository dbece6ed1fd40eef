# mistake: leaves the pixels between 0 and 255
# fails: test_prepare
# hint: What is the largest number in x?

def prepare(images, labels):
    x = images.reshape(len(images), -1).astype(np.float32)
    return x, np.eye(10, dtype=np.float32)[labels]
