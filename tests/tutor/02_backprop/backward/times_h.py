# same as: relu_for_its_slope

def backward(d_logits: np.ndarray, hs: list[np.ndarray], zs: list[np.ndarray], params: Params) -> Params:
    grads = []
    delta = d_logits
    for l in reversed(range(len(params))):
        W, b = params[l]
        dW = hs[l].T @ delta
        db = delta.sum(axis=0, keepdims=True)
        grads.insert(0, (dW, db))
        delta = hs[l] * (delta @ W.T)
    return grads
