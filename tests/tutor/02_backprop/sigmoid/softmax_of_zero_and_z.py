# same as: second_form_for_all

def sigmoid(z: np.ndarray) -> np.ndarray:
    both = np.exp(np.stack([np.zeros_like(z), z]))
    return both[1] / both.sum(axis=0)
