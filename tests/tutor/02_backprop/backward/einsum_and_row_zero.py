# same as: bias_of_the_first_sample

def backward(d_logits: np.ndarray, hs: list[np.ndarray], zs: list[np.ndarray], params: Params) -> Params:
    L = len(params)
    grads = [None] * L
    delta = d_logits
    for l in range(L - 1, -1, -1):
        dW = np.einsum("ni,no->io", hs[l], delta)
        db = delta[0].reshape(1, -1)
        grads[l] = (dW, db)
        if l:
            delta = np.einsum("no,io->ni", delta, params[l][0]) * (zs[l - 1] > 0)
    return grads
