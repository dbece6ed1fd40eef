# mistake: pads with the border pixels instead of zeros
# fails: test_conv3x3_border
# hint: Ones seen through ones give 9 everywhere in your picture, corners too. What lies outside of the image?

def conv3x3(image, kernel):
    height, width = image.shape
    padded = np.pad(image, 1, mode="edge")
    return sum(kernel[a, b] * padded[a : a + height, b : b + width] for a in range(3) for b in range(3))
