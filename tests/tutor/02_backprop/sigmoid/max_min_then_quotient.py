# same as: clips_the_logit

def sigmoid(z: np.ndarray) -> np.ndarray:
    limit = 20.0
    z = np.maximum(np.minimum(z, limit), -limit)
    e = np.exp(z)
    return e / (e + 1)
