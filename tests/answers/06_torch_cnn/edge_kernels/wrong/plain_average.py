# mistake: averages with (1, 1, 1): the kernels of Prewitt
# fails: test_edge_kernels
# hint: Which weights does the average along the edge have in the text?

def edge_kernels():
    difference, average = np.array([-1.0, 0.0, 1.0]), np.ones(3)
    return np.outer(average, difference), np.outer(difference, average)
