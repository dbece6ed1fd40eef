# mistake: returns the share of mistakes
# fails: test_evaluate, test_evaluate_batches
# hint: When all are right your accuracy is 0.

def evaluate(params, x, y, batch_size=500):
    logits = jnp.concatenate([mlp(params, x_batch) for x_batch, _ in in_order(x, y, batch_size)])
    return float(jnp.mean((logits > 0) != (y == 1))), logits
