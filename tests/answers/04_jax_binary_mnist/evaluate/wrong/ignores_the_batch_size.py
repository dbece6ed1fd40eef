# mistake: gives all samples to the network at once
# fails: test_evaluate_batches
# hint: With a million samples and batch_size = 500, how many would your network see at once?

def evaluate(params, x, y, batch_size=500):
    logits = mlp(params, x)
    return float(jnp.mean((logits > 0) == (y == 1))), logits
