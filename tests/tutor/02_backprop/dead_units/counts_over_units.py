# same as: share

def dead_units(z: np.ndarray) -> np.ndarray:
    dead = 0
    for column in z.T:
        if column.max() <= 0:
            dead += 1
    return dead / z.shape[1]
