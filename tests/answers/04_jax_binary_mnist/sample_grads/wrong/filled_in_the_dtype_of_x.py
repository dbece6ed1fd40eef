# mistake: fills arrays that have the dtype of x, so integer images cut off the decimals
# fails: test_sample_grads
# hint: For integer images your arrays hold integers. Which dtype do gradients have?

def sample_grads(params, x, y, weight_decay):
    x, y = np.asarray(x), np.asarray(y)
    filled = [tuple(np.zeros_like(x, shape=(len(x), *np.shape(leaf))) for leaf in pair) for pair in params]
    for i in range(len(x)):
        one = jax.grad(loss)(params, x[i : i + 1], y[i : i + 1], weight_decay)
        for (dW, db), (dW_one, db_one) in zip(filled, one, strict=True):
            dW[i], db[i] = dW_one, db_one
    return filled
