# same as: sign_flipped

def d_sigmoid(z: np.ndarray) -> np.ndarray:
    # quotient rule: d/dz 1/(1+e^-z) = -e^-z / (1+e^-z)^2
    e = np.exp(-np.abs(z))
    return -e / (1 + e) ** 2
