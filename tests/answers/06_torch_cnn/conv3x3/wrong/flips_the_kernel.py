# mistake: the convolution of mathematicians, with the kernel flipped
# fails: test_conv3x3, test_conv3x3_border
# hint: Your kernel that picks the right neighbor picks the left one. Which convention does the text ask for?

def conv3x3(image, kernel):
    from scipy.signal import convolve2d

    return convolve2d(image, kernel, mode="same")
