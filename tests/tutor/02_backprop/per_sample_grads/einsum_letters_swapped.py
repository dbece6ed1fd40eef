# same as: outer_the_other_way

def per_sample_grads(d_logits: np.ndarray, hs: list[np.ndarray], zs: list[np.ndarray], params: Params) -> Params:
    delta = d_logits
    grads = []
    for l in range(len(params))[::-1]:
        grads.append((np.einsum("ni,no->noi", hs[l], delta), delta.reshape(len(delta), 1, -1)))
        if l != 0:
            delta = np.where(zs[l - 1] > 0, delta.dot(params[l][0].T), 0.0)
    grads.reverse()
    return grads
