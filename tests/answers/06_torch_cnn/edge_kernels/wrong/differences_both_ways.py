# mistake: differences in both directions: a detector of corners
# fails: test_edge_kernels
# hint: Along an edge nothing changes. Which of the two vectors do you take there?

def edge_kernels():
    difference = np.array([-1.0, 0.0, 1.0])
    return np.outer(difference, difference), np.outer(difference, -difference)
