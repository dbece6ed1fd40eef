def per_sample_grads(d_logits, hs, zs, params):
    one = [
        backward(d_logits[i : i + 1], [h[i : i + 1] for h in hs], [z[i : i + 1] for z in zs], params)
        for i in range(len(d_logits))
    ]
    return [
        (np.stack([grads[layer][0] for grads in one]), np.stack([grads[layer][1] for grads in one]))
        for layer in range(len(params))
    ]
