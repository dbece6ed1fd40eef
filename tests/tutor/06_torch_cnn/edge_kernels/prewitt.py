# same as: plain_average
def edge_kernels():
    vertical = np.array([[-1.0, 0.0, 1.0]] * 3)
    return vertical, vertical.T.copy()
