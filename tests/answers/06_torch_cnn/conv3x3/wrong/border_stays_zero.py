# mistake: computes only where the kernel fits and leaves zeros at the border
# fails: test_conv3x3_border
# hint: In a corner four of the nine products still exist. What do you write there?

def conv3x3(image, kernel):
    height, width = image.shape
    result = np.zeros((height, width))
    for i in range(1, height - 1):
        for j in range(1, width - 1):
            result[i, j] = np.sum(kernel * image[i - 1 : i + 2, j - 1 : j + 2])
    return result
