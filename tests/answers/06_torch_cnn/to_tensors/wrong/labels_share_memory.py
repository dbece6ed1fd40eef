# mistake: labels that are int64 already are not copied
# fails: test_to_tensors
# hint: Make tensors of labels that are int64, and write to them. What happens to the array?

def to_tensors(images, labels):
    x = torch.from_numpy(np.array(images, dtype=np.float32, order="C").reshape(len(images), -1) / 255)
    return x, torch.from_numpy(np.ascontiguousarray(labels, dtype=np.int64))
