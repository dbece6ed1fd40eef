# mistake: for a single sample, the axis of the samples is missing
# fails: test_per_sample_grads
# hint: One sample is a batch, too: which shapes should the results have for n = 1?

def per_sample_grads(d_logits, hs, zs, params):
    if len(d_logits) == 1:
        return backward(d_logits, hs, zs, params)
    each = [
        backward(d_logits[i : i + 1], [h[i : i + 1] for h in hs], [z[i : i + 1] for z in zs], params)
        for i in range(len(d_logits))
    ]
    return [tuple(np.array([sample[layer][part] for sample in each]) for part in (0, 1)) for layer in range(len(params))]
