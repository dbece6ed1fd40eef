# same as: sums_over_samples

def per_sample_grads(d_logits: np.ndarray, hs: list[np.ndarray], zs: list[np.ndarray], params: Params) -> Params:
    grads = []
    delta = d_logits
    for l in reversed(range(len(params))):
        dW = np.zeros(params[l][0].shape)
        db = np.zeros(params[l][1].shape)
        for i in range(len(delta)):
            dW += np.outer(hs[l][i], delta[i])
            db += delta[i]
        grads.insert(0, (dW, db))
        if l > 0:
            delta = (delta @ params[l][0].T) * d_relu(zs[l - 1])
    return grads
