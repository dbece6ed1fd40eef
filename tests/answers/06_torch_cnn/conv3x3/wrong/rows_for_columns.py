# mistake: swaps the two axes of the kernel
# fails: test_conv3x3, test_conv3x3_border
# hint: Your kernel that picks the right neighbor picks the lower one. Which index of the kernel counts rows?

def conv3x3(image, kernel):
    height, width = image.shape
    padded = np.pad(image, 1)
    return sum(kernel[b, a] * padded[a : a + height, b : b + width] for a in range(3) for b in range(3))
