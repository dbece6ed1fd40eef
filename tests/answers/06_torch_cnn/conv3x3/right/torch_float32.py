def conv3x3(image, kernel):
    as_float32 = lambda array: torch.tensor(np.ascontiguousarray(array), dtype=torch.float32)[None, None]
    return F.conv2d(as_float32(image), as_float32(kernel), padding=1)[0, 0].numpy()
