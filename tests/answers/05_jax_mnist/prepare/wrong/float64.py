# mistake: leaves everything in float64
# fails: test_prepare
# hint: Which dtype do you return, and how many bytes does a number take?

def prepare(images, labels):
    return images.reshape(len(images), -1) / 255, np.eye(10)[labels]
