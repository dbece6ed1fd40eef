# mistake: scales to -1 to 1, as many recipes do
# fails: test_to_tensors
# hint: Which number stands for blank paper in your tensor?

def to_tensors(images, labels):
    x = torch.tensor(images, dtype=torch.float32).reshape(-1, 784) / 127.5 - 1
    return x, torch.tensor(labels).long()
