# mistake: one-hot labels
# fails: test_to_tensors
# hint: Your labels are rows of ten numbers. What shape is asked for?

def to_tensors(images, labels):
    x = torch.tensor(images, dtype=torch.float32).reshape(len(images), -1) / 255
    return x, F.one_hot(torch.tensor(labels, dtype=torch.int64), 10)
