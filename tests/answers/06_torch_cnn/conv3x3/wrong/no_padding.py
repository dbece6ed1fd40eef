# mistake: leaves the border out, so the result is smaller
# fails: test_conv3x3, test_conv3x3_border
# hint: Your result has lost two rows and two columns. What is asked to stand around the image?

def conv3x3(image, kernel):
    height, width = image.shape
    result = np.zeros((max(height - 2, 0), max(width - 2, 0)))
    for i in range(height - 2):
        for j in range(width - 2):
            result[i, j] = np.sum(kernel * image[i : i + 3, j : j + 3])
    return result
