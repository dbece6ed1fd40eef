# mistake: the detector of horizontal edges is positive where the image gets brighter upward
# fails: test_edge_kernels
# hint: Rows are counted from the top. Where is "downward" in an array?

def edge_kernels():
    difference, average = np.array([-1.0, 0.0, 1.0]), np.array([1.0, 2.0, 1.0])
    return np.outer(average, difference), np.outer(-difference, average)
