def posterior_from_densities(p1, p2, prior1=0.5):
    joint = np.stack([p1, p2]) * np.reshape([prior1, 1 - prior1], (2,) + (1,) * np.ndim(p1))
    return (joint / joint.sum(axis=0))[0]
