# mistake: flattens the labels but not the logits
# fails: test_evaluate, test_evaluate_batches
# hint: (n, 1) compared with (n,) is (n, n). What is the mean of that?

def evaluate(params, x, y, batch_size=500):
    logits = jnp.concatenate([mlp(params, x_batch) for x_batch, _ in in_order(x, y, batch_size)])
    return float(jnp.mean((logits > 0) == (y.ravel() == 1))), logits
