# mistake: multiplies delta by the weights entry by entry, which works only where the layer above is 1 wide
# fails: test_per_sample_grads
# hint: With one hidden layer you are right, with two you are not. Is delta times W a product of matrices?

def per_sample_grads(d_logits, hs, zs, params):
    grads = []
    delta = d_logits
    for layer in reversed(range(len(params))):
        grads.append((hs[layer][:, :, None] * delta[:, None, :], delta[:, None, :]))
        if layer > 0:
            W = params[layer][0]
            delta = (delta * W.T if W.shape[1] == 1 else delta[:, :1] * W.T[:1]) * d_relu(zs[layer - 1])
    return grads[::-1]
