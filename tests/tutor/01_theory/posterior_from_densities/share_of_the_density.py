# same as: prior_ignored
def posterior_from_densities(p1, p2, prior1=0.5):
    total = np.add(p1, p2)
    return np.divide(p1, total)
