def recover_means(theta, theta0):
    if theta[0] == 0:
        raise ValueError("theta[0] is 0")
    return np.linalg.solve([[1.0, -1.0], [1.0, 1.0]], [theta[0], -2 * theta0 / theta[0]])
