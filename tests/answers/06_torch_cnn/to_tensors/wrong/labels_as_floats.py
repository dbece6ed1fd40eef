# mistake: makes the labels floats
# fails: test_to_tensors
# hint: A float label means a probability to F.cross_entropy. Which type has a class number?

def to_tensors(images, labels):
    x = torch.tensor(images, dtype=torch.float32).reshape(len(images), -1) / 255
    return x, torch.tensor(labels, dtype=torch.float32)
