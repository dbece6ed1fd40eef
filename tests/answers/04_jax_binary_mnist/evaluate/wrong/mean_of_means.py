# mistake: averages the accuracies of the batches
# fails: test_evaluate_batches
# hint: Does a sample of a small last batch count as much as any other?

def evaluate(params, x, y, batch_size=500):
    logits = [mlp(params, x_batch) for x_batch, _ in in_order(x, y, batch_size)]
    shares = [
        jnp.mean((z > 0) == (y_batch == 1)) for z, (_, y_batch) in zip(logits, in_order(x, y, batch_size))
    ]
    return float(np.mean(shares)), jnp.concatenate(logits)
