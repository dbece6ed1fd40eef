# mistake: divides by the largest pixel of the batch
# fails: test_prepare
# hint: A batch of pale images becomes dark. Is the scale the same for every batch?

def prepare(images, labels):
    x = images.reshape(len(images), -1).astype(np.float32)
    return x / x.max(), np.eye(10, dtype=np.float32)[labels]
