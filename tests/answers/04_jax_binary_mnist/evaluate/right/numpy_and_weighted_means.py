def evaluate(params, x, y, batch_size=500):
    logits, shares, sizes = [], [], []
    for start in range(0, len(x), batch_size):
        part = slice(start, start + batch_size)
        logits.append(np.asarray(mlp(params, x[part])))
        shares.append(np.mean((logits[-1] > 0) == y[part].astype(bool)))
        sizes.append(len(logits[-1]))
    return np.average(shares, weights=sizes), np.concatenate(logits)
