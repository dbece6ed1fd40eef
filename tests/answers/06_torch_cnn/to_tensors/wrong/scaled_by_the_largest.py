# mistake: divides by the largest pixel at hand instead of 255
# fails: test_to_tensors
# hint: Training and test images would be scaled by different numbers. What is the largest value a byte can have?

def to_tensors(images, labels):
    x = torch.tensor(images, dtype=torch.float32).reshape(len(images), -1)
    return x / x.max(), torch.tensor(labels, dtype=torch.int64)
