# same as: mean_over_samples

def backward(d_logits: np.ndarray, hs: list[np.ndarray], zs: list[np.ndarray], params: Params) -> Params:
    n = len(d_logits)
    delta = d_logits / n
    grads = []
    for l in range(len(params) - 1, -1, -1):
        grads.append((hs[l].T @ delta, np.sum(delta, axis=0)[None, :]))
        if l > 0:
            delta = (delta @ params[l][0].T) * d_relu(zs[l - 1])
    grads.reverse()
    return grads
