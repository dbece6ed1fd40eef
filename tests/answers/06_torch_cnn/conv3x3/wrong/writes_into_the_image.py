# mistake: writes the sums into the image while it still reads from it
# fails: test_conv3x3, test_conv3x3_border
# hint: What does the second pixel of a row see where the first one was?

def conv3x3(image, kernel):
    height, width = image.shape
    padded = np.pad(image, 1)
    for i in range(height):
        for j in range(width):
            padded[i + 1, j + 1] = np.sum(kernel * padded[i : i + 3, j : j + 3])
    return padded[1:-1, 1:-1]
