# mistake: takes "vertical edge" for "vertical derivative"
# fails: test_edge_kernels
# hint: Across a vertical edge, do you walk sideways or down?

def edge_kernels():
    difference, average = np.array([-1.0, 0.0, 1.0]), np.array([1.0, 2.0, 1.0])
    return np.outer(difference, average), np.outer(average, difference)
