# mistake: the padded image has the dtype of the kernel
# fails: test_conv3x3
# hint: An image of floats under a kernel of integers: where did the decimals of the image go?

def conv3x3(image, kernel):
    height, width = image.shape
    padded = np.zeros((height + 2, width + 2), dtype=kernel.dtype)
    padded[1:-1, 1:-1] = image
    return sum(kernel[a, b] * padded[a : a + height, b : b + width] for a in range(3) for b in range(3))
