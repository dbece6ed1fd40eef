# mistake: refuses a weight of 0 only if the offset is 0 as well
# fails: test_recover_means
# hint: If the weight of x is 0 and the offset is not: which means could there be?

def recover_means(theta, theta0):
    with np.errstate(divide="ignore", invalid="ignore"):
        middle = -np.float64(theta0) / theta[0]
    if np.isnan(middle):
        raise ValueError("0/0: the means are equal, and could be anything.")
    return middle + theta[0] / 2, middle - theta[0] / 2
