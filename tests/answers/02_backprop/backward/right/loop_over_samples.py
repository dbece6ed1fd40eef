def backward(d_logits, hs, zs, params):
    grads = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in params]
    for i in range(len(d_logits)):
        delta = d_logits[i]
        for layer in range(len(params))[::-1]:
            dW, db = grads[layer]
            dW += np.outer(hs[layer][i], delta)
            db += delta
            if layer > 0:
                delta = (params[layer][0] @ delta) * (zs[layer - 1][i] > 0)
    return grads
