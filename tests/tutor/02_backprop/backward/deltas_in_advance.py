# same as: no_relu_slope

def backward(d_logits: np.ndarray, hs: list[np.ndarray], zs: list[np.ndarray], params: Params) -> Params:
    deltas = [d_logits]
    for W, b in params[:0:-1]:
        deltas.append(deltas[-1].dot(W.T))
    deltas = deltas[::-1]
    return [(h.T @ d, d.sum(0, keepdims=True)) for h, d in zip(hs, deltas)]
