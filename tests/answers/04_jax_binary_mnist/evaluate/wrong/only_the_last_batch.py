# mistake: keeps the logits of the last batch only
# fails: test_evaluate_batches
# hint: Your logits are as many as the last batch has samples. What happened to the others?

def evaluate(params, x, y, batch_size=500):
    for x_batch, y_batch in in_order(x, y, batch_size):
        logits = mlp(params, x_batch)
        share = jnp.mean((logits > 0) == (y_batch == 1))
    return float(share), logits
