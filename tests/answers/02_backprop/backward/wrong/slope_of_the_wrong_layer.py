# mistake: takes relu' at the layer's own z instead of the one below
# fails: test_backward, test_backward_deep
# hint: Look at the index of z in the third formula: between which two layers does this relu stand?

def backward(d_logits, hs, zs, params):
    grads = []
    delta = d_logits
    for layer in reversed(range(len(params))):
        if layer < len(params) - 1:
            delta = delta * d_relu(zs[layer + 1]).mean(axis=1, keepdims=True)
        grads.append((hs[layer].T @ delta, delta.sum(axis=0, keepdims=True)))
        delta = delta @ params[layer][0].T
    return grads[::-1]
