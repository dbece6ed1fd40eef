# mistake: leaves the images in float64
# fails: test_to_tensors
# hint: Which type do NumPy divisions have, and which do the weights of a network?

def to_tensors(images, labels):
    return torch.tensor(images.reshape(len(images), -1) / 255.0), torch.tensor(labels, dtype=torch.int64)
