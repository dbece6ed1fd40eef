# mistake: multiplies by relu(z) instead of relu'(z)
# fails: test_backward, test_backward_deep
# hint: The chain rule asks for the slope of relu, not for its value.

def backward(d_logits, hs, zs, params):
    grads = []
    delta = d_logits
    for layer in reversed(range(len(params))):
        grads.append((hs[layer].T @ delta, delta.sum(axis=0, keepdims=True)))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * relu(zs[layer - 1])
    return grads[::-1]
