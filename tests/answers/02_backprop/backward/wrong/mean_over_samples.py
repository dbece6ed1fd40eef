# mistake: divides by the batch size although d_logits already is
# fails: test_backward, test_backward_deep, test_train
# hint: Your gradient is n times too small. Where is the 1/n of the mean already?

def backward(d_logits, hs, zs, params):
    grads = []
    delta = d_logits
    for layer in reversed(range(len(params))):
        grads.append((hs[layer].T @ delta / len(delta), delta.mean(axis=0, keepdims=True)))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * d_relu(zs[layer - 1])
    return grads[::-1]
