# mistake: lets the gradient through where z is exactly 0
# fails: test_backward, test_backward_deep
# hint: Which slope does relu have at 0 in this sheet? Your own d_relu knows.

def backward(d_logits, hs, zs, params):
    grads = []
    delta = d_logits
    for layer in reversed(range(len(params))):
        grads.append((hs[layer].T @ delta, delta.sum(axis=0, keepdims=True)))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * (zs[layer - 1] >= 0)
    return grads[::-1]
