def recover_means(theta, theta0):
    distance = theta[0]
    if distance == 0:
        raise ValueError("the means are equal")
    middle = -theta0 / distance  # where the logit is 0
    return middle + distance / 2, middle - distance / 2
