# mistake: stops one layer early and repeats the first hidden layer's delta
# fails: test_backward_deep
# hint: With one hidden layer you are right, with three you are not: does delta go through every weight matrix once?

def backward(d_logits, hs, zs, params):
    last = len(params) - 1
    grads = [(hs[last].T @ d_logits, d_logits.sum(axis=0, keepdims=True))]
    for layer in reversed(range(last)):
        back = d_logits
        for W, _ in params[layer + 1 :][::-1]:
            back = back @ W.T
        delta = back * d_relu(zs[layer])
        grads.append((hs[layer].T @ delta, delta.sum(axis=0, keepdims=True)))
    return grads[::-1]
