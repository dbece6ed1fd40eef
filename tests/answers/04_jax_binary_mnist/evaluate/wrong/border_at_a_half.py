# mistake: compares the logits with 0.5
# fails: test_evaluate
# hint: p = 1/2 is where you decide. Which logit has that probability?

def evaluate(params, x, y, batch_size=500):
    logits = jnp.concatenate([mlp(params, x_batch) for x_batch, _ in in_order(x, y, batch_size)])
    return float(jnp.mean((logits > 0.5) == (y == 1))), logits
