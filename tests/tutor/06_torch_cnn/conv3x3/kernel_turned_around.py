# same as: flips_the_kernel
def conv3x3(image, kernel):
    height, width = image.shape
    padded = np.zeros((height + 2, width + 2))
    padded[1:-1, 1:-1] = image
    result = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            result[i, j] = np.sum(padded[i : i + 3, j : j + 3] * kernel[::-1, ::-1])
    return result
