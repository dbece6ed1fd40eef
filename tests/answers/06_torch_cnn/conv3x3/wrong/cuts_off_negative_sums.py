# mistake: sets negative sums to 0, as if the result were a photo
# fails: test_conv3x3, test_conv3x3_border
# hint: Where an image gets darker, a detector of edges answers with which sign? What becomes of it in your result?

def conv3x3(image, kernel):
    height, width = image.shape
    padded = np.pad(image, 1)
    z = sum(kernel[a, b] * padded[a : a + height, b : b + width] for a in range(3) for b in range(3))
    return np.maximum(z, 0)
