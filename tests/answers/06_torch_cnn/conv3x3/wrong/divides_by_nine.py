# mistake: takes the mean of the nine products
# fails: test_conv3x3, test_conv3x3_border
# hint: All your values are too small by the same factor. Does the formula hold a sum or a mean?

def conv3x3(image, kernel):
    height, width = image.shape
    padded = np.pad(image, 1)
    return np.mean([kernel[a, b] * padded[a : a + height, b : b + width] for a in range(3) for b in range(3)], axis=0)
