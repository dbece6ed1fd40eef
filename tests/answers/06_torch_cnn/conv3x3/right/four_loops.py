def conv3x3(image, kernel):
    height, width = image.shape
    result = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            for a in (-1, 0, 1):
                for b in (-1, 0, 1):
                    if 0 <= i + a < height and 0 <= j + b < width:
                        result[i, j] += kernel[a + 1, b + 1] * image[i + a, j + b]
    return result
