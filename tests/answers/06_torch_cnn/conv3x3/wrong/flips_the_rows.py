# mistake: undoes the flip of SciPy along one axis only
# fails: test_conv3x3, test_conv3x3_border
# hint: Try a kernel that picks the lower neighbor. Along how many axes does convolve2d flip?

def conv3x3(image, kernel):
    from scipy.signal import convolve2d

    return convolve2d(image, np.asarray(kernel)[:, ::-1], mode="same")
