# same as: by_the_mean

def dead_units(z: np.ndarray) -> np.ndarray:
    total = np.zeros(z.shape[1])
    for sample in z:
        total = total + sample
    return total <= 0
