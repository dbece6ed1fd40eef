# mistake: divides by the number of gray levels
# fails: test_prepare
# hint: What does full ink become?

def prepare(images, labels):
    x = images.reshape(len(images), -1).astype(np.float32) / 256
    return x, np.eye(10, dtype=np.float32)[labels]
