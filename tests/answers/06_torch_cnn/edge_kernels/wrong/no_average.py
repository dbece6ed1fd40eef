# mistake: only differences along a single row and a single column
# fails: test_edge_kernels
# hint: A single noisy pixel would pass for an edge. What happens along the edge?

def edge_kernels():
    vertical = np.zeros((3, 3))
    vertical[1] = [-2, 0, 2]
    return vertical, vertical.T
