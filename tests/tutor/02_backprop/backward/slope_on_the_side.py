# same as: first_layer_only_once

def backward(d_logits: np.ndarray, hs: list[np.ndarray], zs: list[np.ndarray], params: Params) -> Params:
    grads = []
    back = d_logits
    for l in range(len(params) - 1, -1, -1):
        delta = back
        if l < len(params) - 1:
            delta = back * d_relu(zs[l])
        grads.insert(0, (np.dot(hs[l].T, delta), np.sum(delta, axis=0, keepdims=True)))
        back = back @ params[l][0].T
    return grads
