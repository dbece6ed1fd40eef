# same as: no_relu_slope

def per_sample_grads(d_logits: np.ndarray, hs: list[np.ndarray], zs: list[np.ndarray], params: Params) -> Params:
    n = len(d_logits)
    grads = [(np.zeros((n,) + W.shape), np.zeros((n,) + b.shape)) for W, b in params]
    for i in range(n):
        d = d_logits[i]
        for l in reversed(range(len(params))):
            grads[l][0][i] = np.outer(hs[l][i], d)
            grads[l][1][i, 0] = d
            d = params[l][0] @ d
    return grads
