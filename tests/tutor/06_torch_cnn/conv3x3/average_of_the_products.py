# same as: divides_by_nine
def conv3x3(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(image, 1), (3, 3))
    return (windows * kernel).mean(axis=(2, 3))
