# mistake: leaves out the slope of relu
# fails: test_backward, test_backward_deep
# hint: An inactive unit passes nothing on, so nothing may come back through it. Which factor of the third formula is missing?

def backward(d_logits, hs, zs, params):
    grads = []
    delta = d_logits
    for layer in reversed(range(len(params))):
        grads.append((hs[layer].T @ delta, delta.sum(axis=0, keepdims=True)))
        if layer > 0:
            delta = delta @ params[layer][0].T
    return grads[::-1]
