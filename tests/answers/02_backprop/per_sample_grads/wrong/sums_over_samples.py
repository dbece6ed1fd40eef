# mistake: sums over the samples, as backward does
# fails: test_per_sample_grads
# hint: You return one matrix per layer. Which axis of your product should have stayed?

def per_sample_grads(d_logits, hs, zs, params):
    grads = []
    delta = d_logits
    for layer in reversed(range(len(params))):
        grads.append((hs[layer].T @ delta, delta.sum(axis=0, keepdims=True)))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * d_relu(zs[layer - 1])
    return grads[::-1]
