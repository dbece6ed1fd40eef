# mistake: leaves the pixels at 0 to 255
# fails: test_to_tensors
# hint: How large is the darkest ink in your tensor?

def to_tensors(images, labels):
    x = torch.tensor(images, dtype=torch.float32).reshape(len(images), -1)
    return x, torch.tensor(labels, dtype=torch.int64)
