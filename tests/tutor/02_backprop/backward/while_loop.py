# same as: last_layer_first

def backward(d_logits: np.ndarray, hs: list[np.ndarray], zs: list[np.ndarray], params: Params) -> Params:
    grads = []
    delta = d_logits
    l = len(params) - 1
    while l >= 0:
        W, b = params[l]
        dW = np.matmul(np.transpose(hs[l]), delta)
        db = np.sum(delta, axis=0).reshape(b.shape)
        grads.append((dW, db))
        if l > 0:
            delta = np.matmul(delta, W.T)
            delta[zs[l - 1] <= 0] = 0
        l -= 1
    return grads
