# mistake: torch.from_numpy refuses an array that is a flipped view
# fails: test_to_tensors
# hint: What does torch.from_numpy make of images[:, :, ::-1]?

def to_tensors(images, labels):
    x = torch.from_numpy(images).reshape(-1, 784).to(torch.float32) / 255
    return x, torch.from_numpy(labels.astype(np.int64))
