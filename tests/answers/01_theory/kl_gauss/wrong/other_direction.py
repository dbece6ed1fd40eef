# mistake: KL(q || p): the arguments changed places
# fails: test_kl_gauss
# hint: You get 1.2544 where 13.5156 is expected. Which of the two densities is the mean taken
# under, the first or the second?

def kl_gauss(mu1, s1, mu2, s2):
    return np.log(s1 / s2) + (s2**2 + (mu1 - mu2) ** 2) / (2 * s1**2) - 0.5
