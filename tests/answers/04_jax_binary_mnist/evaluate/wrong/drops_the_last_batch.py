# mistake: leaves out the incomplete batch
# fails: test_evaluate_batches
# hint: How many logits do you return for 11 samples in batches of 4?

def evaluate(params, x, y, batch_size=500):
    used = len(x) // batch_size * batch_size if len(x) > batch_size else len(x)
    logits = jnp.concatenate([mlp(params, x_batch) for x_batch, _ in in_order(x[:used], y[:used], batch_size)])
    return float(jnp.mean((logits > 0) == (y[:used] == 1))), logits
