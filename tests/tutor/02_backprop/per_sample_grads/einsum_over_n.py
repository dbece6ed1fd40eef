# same as: divides_by_n

def per_sample_grads(d_logits: np.ndarray, hs: list[np.ndarray], zs: list[np.ndarray], params: Params) -> Params:
    n = d_logits.shape[0]
    grads = [None] * len(params)
    delta = d_logits
    for l in range(len(params) - 1, -1, -1):
        dW = np.einsum("ni,no->nio", hs[l], delta) / n
        grads[l] = (dW, np.expand_dims(delta, 1))
        if l > 0:
            delta = np.einsum("no,io->ni", delta, params[l][0]) * (zs[l - 1] > 0)
    return grads
