# same as: nothing
def conv3x3(image, kernel):
    height, width = image.shape
    padded = np.pad(image, 1) ** 2
    return sum(kernel[a, b] * padded[a : a + height, b : b + width] for a in range(3) for b in range(3))
