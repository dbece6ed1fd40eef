# mistake: rolls the image, so that the left border sees the right one
# fails: test_conv3x3_border
# hint: np.roll brings back on the left what leaves on the right. Is the world round in this picture?

def conv3x3(image, kernel):
    shifted = lambda a, b: np.roll(image, (-a, -b), axis=(0, 1))
    return sum(kernel[a + 1, b + 1] * shifted(a, b) for a in (-1, 0, 1) for b in (-1, 0, 1))
