# same as: elementwise_product

def per_sample_grads(d_logits: np.ndarray, hs: list[np.ndarray], zs: list[np.ndarray], params: Params) -> Params:
    grads = []
    delta = d_logits
    for l in range(len(params) - 1, -1, -1):
        dW = np.einsum("ni,no->nio", hs[l], delta)
        grads.insert(0, (dW, delta[:, np.newaxis]))
        if l > 0:
            w = params[l][0][:, 0]
            delta = delta[:, [0]] * w * d_relu(zs[l - 1])
    return grads
