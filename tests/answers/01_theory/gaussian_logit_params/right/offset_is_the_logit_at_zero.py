def gaussian_logit_params(mu1, s1, mu2, s2, prior1):
    width = np.array([s1, s2], dtype=float)
    scaled = np.array([mu1, mu2]) / width
    natural = np.stack([scaled / width, 1 / width / width])  # one column per class
    joint = np.log([prior1, 1 - prior1]) - np.log(width) - scaled * scaled / 2  # at x = 0
    return np.subtract(natural[:, 0], natural[:, 1]), float(joint[0] - joint[1])
