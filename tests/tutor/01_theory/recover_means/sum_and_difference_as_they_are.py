# same as: not_halved
def recover_means(theta, theta0):
    difference = theta[0]
    if difference == 0:
        raise ValueError("the means are equal")
    total = -2 * theta0 / difference
    return total + difference, total - difference
