# mistake: divides as integers
# fails: test_prepare
# hint: Print some values of x: are there any between 0 and 1?

def prepare(images, labels):
    x = (images.reshape(len(images), -1) // 255).astype(np.float32)
    return x, np.eye(10, dtype=np.float32)[labels]
