def backward(d_logits, hs, zs, params):
    grads = [None] * len(params)
    delta = d_logits
    for layer in range(len(params) - 1, -1, -1):
        dW = np.einsum("ni,nj->ij", hs[layer], delta)
        grads[layer] = [dW, np.ones((1, len(delta))) @ delta]
        if layer:
            delta = np.where(zs[layer - 1] > 0, delta @ params[layer][0].T, 0)
    return grads
