# mistake: returns the labels instead of one-hot rows
# fails: test_prepare
# hint: How many numbers does one target have?

def prepare(images, labels):
    x = images.reshape(len(images), -1).astype(np.float32) / 255
    return x, labels.astype(np.float32)
