# mistake: returns the layers in the order in which it visits them
# fails: test_backward, test_backward_deep
# hint: You walk from the last layer to the first. In which order are the gradients expected?

def backward(d_logits, hs, zs, params):
    grads = []
    delta = d_logits
    for layer in reversed(range(len(params))):
        grads.append((hs[layer].T @ delta, delta.sum(axis=0, keepdims=True)))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * d_relu(zs[layer - 1])
    return grads
