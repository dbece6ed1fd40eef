# mistake: divides by theta_1 without a look at it
# fails: test_recover_means
# hint: For theta_1 = 0 you return nan. What does a logit without slope say about the means?

def recover_means(theta, theta0):
    t = theta[0]
    with np.errstate(all="ignore"):
        ratio = np.float64(2 * theta0) / t
    return (t - ratio) / 2, -(t + ratio) / 2
