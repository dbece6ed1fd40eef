# same as: drops_the_negatives

def relu(z: np.ndarray) -> np.ndarray:
    kept = []
    for value in z.flat:
        if value > 0:
            kept.append(value)
    return np.array(kept)
