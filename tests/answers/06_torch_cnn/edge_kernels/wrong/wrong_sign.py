# mistake: positive where the image gets darker, as with flipped kernels
# fails: test_edge_kernels
# hint: Put your kernel on an edge that is bright on the right. Which sign comes out?

def edge_kernels():
    difference, average = np.array([1.0, 0.0, -1.0]), np.array([1.0, 2.0, 1.0])
    return np.outer(average, difference), np.outer(difference, average)
