def edge_kernels():
    vertical = np.float32([[1], [2], [1]]) * np.float32([[-1, 0, 1]])
    return vertical, vertical.T
