# mistake: divides by the batch size once more
# fails: test_per_sample_grads
# hint: d_logits already holds what each sample contributes. What does the sum over your samples come to?

def per_sample_grads(d_logits, hs, zs, params):
    grads = []
    delta = d_logits
    for layer in reversed(range(len(params))):
        grads.append((hs[layer][:, :, None] * delta[:, None, :] / len(delta), delta[:, None, :]))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * d_relu(zs[layer - 1])
    return grads[::-1]
