# mistake: leaves the labels as bytes
# fails: test_to_tensors
# hint: F.cross_entropy refuses bytes. Which type has a class number?

def to_tensors(images, labels):
    x = torch.tensor(images, dtype=torch.float32).reshape(len(images), -1) / 255
    return x, torch.tensor(labels)
