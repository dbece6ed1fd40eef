# mistake: repeats the mean of the batch gradient for every sample
# fails: test_per_sample_grads
# hint: All your samples contribute the same. Do two different samples really pull alike?

def per_sample_grads(d_logits, hs, zs, params):
    grads = []
    delta = d_logits
    for layer in reversed(range(len(params))):
        grads.append((np.repeat((hs[layer].T @ delta)[None] / len(delta), len(delta), axis=0), np.repeat(delta.mean(axis=0)[None, None], len(delta), axis=0)))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * d_relu(zs[layer - 1])
    return grads[::-1]
