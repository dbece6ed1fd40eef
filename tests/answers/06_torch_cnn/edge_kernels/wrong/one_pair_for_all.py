# mistake: makes the kernels once, so that who changes them changes those of everybody
# fails: test_edge_kernels
# hint: Write to a kernel, and call your function once more. What comes?

@cache
def _sobel():
    difference, average = np.array([-1.0, 0.0, 1.0]), np.array([1.0, 2.0, 1.0])
    return np.outer(average, difference), np.outer(difference, average)


def edge_kernels():
    return _sobel()
