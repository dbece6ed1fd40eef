# mistake: db of shape (n, d_out)
# fails: test_per_sample_grads
# hint: b is (1, d_out), so one db per sample is (n, 1, d_out).

def per_sample_grads(d_logits, hs, zs, params):
    grads = []
    delta = d_logits
    for layer in reversed(range(len(params))):
        grads.append((hs[layer][:, :, None] * delta[:, None, :], delta))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * d_relu(zs[layer - 1])
    return grads[::-1]
