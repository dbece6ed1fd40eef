# mistake: leaves out the slope of relu
# fails: test_per_sample_grads
# hint: Nothing may come back through a unit that is inactive for this sample. What does backward multiply by?

def per_sample_grads(d_logits, hs, zs, params):
    grads = []
    delta = d_logits
    for layer in reversed(range(len(params))):
        grads.append((hs[layer][:, :, None] * delta[:, None, :], delta[:, None, :]))
        if layer > 0:
            delta = delta @ params[layer][0].T
    return grads[::-1]
