# mistake: takes the first sample's delta for db
# fails: test_backward, test_backward_deep
# hint: Every sample pulls at the bias. What does the second formula do with them?

def backward(d_logits, hs, zs, params):
    grads = []
    delta = d_logits
    for layer in reversed(range(len(params))):
        grads.append((hs[layer].T @ delta, delta[:1]))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * d_relu(zs[layer - 1])
    return grads[::-1]
