# mistake: db of shape (d_out,)
# fails: test_backward, test_backward_deep
# hint: Your db has lost an axis: b is (1, d_out). What does keepdims do?

def backward(d_logits, hs, zs, params):
    grads = []
    delta = d_logits
    for layer in reversed(range(len(params))):
        grads.append((hs[layer].T @ delta, delta.sum(axis=0)))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * d_relu(zs[layer - 1])
    return grads[::-1]
