# mistake: the square of the difference of the means only
# fails: test_kl_gauss
# hint: If the two means are equal, does the width of p no longer matter against q? What is the mean
# of (x - mu2)**2 under p?

def kl_gauss(mu1, s1, mu2, s2):
    return np.log(s2 / s1) + (mu1 - mu2) ** 2 / (2 * s2**2) - 0.5
