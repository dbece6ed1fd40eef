# mistake: flattens column by column
# fails: test_prepare
# hint: Reshape one row back to 28 by 28 and look at it: which way does the digit lie?

def prepare(images, labels):
    x = images.reshape(len(images), -1, order="F").astype(np.float32) / 255
    return x, np.eye(10, dtype=np.float32)[labels]
