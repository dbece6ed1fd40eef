# same as: flat_bias_gradient

def backward(d_logits: np.ndarray, hs: list[np.ndarray], zs: list[np.ndarray], params: Params) -> Params:
    n = d_logits.shape[0]
    delta = d_logits
    grads = []
    for i in range(len(params))[::-1]:
        W = params[i][0]
        grads = [(hs[i].T.dot(delta), np.ones(n) @ delta)] + grads
        if i > 0:
            delta = np.where(zs[i - 1] > 0, delta @ W.T, 0)
    return grads
