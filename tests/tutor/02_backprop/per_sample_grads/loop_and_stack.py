# same as: flat_bias

def per_sample_grads(d_logits: np.ndarray, hs: list[np.ndarray], zs: list[np.ndarray], params: Params) -> Params:
    n = len(d_logits)
    deltas = [d_logits]
    for l in range(len(params) - 1, 0, -1):
        deltas.insert(0, deltas[0] @ params[l][0].T * (zs[l - 1] > 0))
    grads = []
    for h, delta in zip(hs, deltas):
        dW = np.stack([np.outer(h[i], delta[i]) for i in range(n)])
        db = np.stack([delta[i] for i in range(n)])
        grads.append((dW, db))
    return grads
