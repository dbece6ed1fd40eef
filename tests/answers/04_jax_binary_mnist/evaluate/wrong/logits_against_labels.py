# mistake: compares logits with labels for equality
# fails: test_evaluate, test_evaluate_batches
# hint: A logit is hardly ever exactly 0 or 1. What does the sign of a logit say?

def evaluate(params, x, y, batch_size=500):
    logits = jnp.concatenate([mlp(params, x_batch) for x_batch, _ in in_order(x, y, batch_size)])
    return float(jnp.mean(logits == y)), logits
