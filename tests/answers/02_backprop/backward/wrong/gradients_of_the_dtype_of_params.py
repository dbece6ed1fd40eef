# mistake: the gradients are written into arrays of the dtype of the parameters
# fails: test_backward
# hint: If a weight is an integer, its gradient need not be one. What happens to 1.875 in an array of integers?

def backward(d_logits, hs, zs, params):
    grads = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    delta = d_logits
    for layer in reversed(range(len(params))):
        grads[layer][0][:] = hs[layer].T @ delta
        grads[layer][1][:] = delta.sum(axis=0)
        if layer > 0:
            delta = (delta @ params[layer][0].T) * d_relu(zs[layer - 1])
    return grads
