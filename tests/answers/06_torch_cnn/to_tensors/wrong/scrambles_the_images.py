# mistake: reshapes to (784, n) and transposes, which mixes pixels of different images
# fails: test_to_tensors
# hint: reshape fills rows one after the other. Draw one row of your result as an image: what do you see?

def to_tensors(images, labels):
    x = torch.tensor(images, dtype=torch.float32).reshape(784, len(images)).T / 255
    return x, torch.tensor(labels, dtype=torch.int64)
