# mistake: returns probabilities instead of logits
# fails: test_evaluate, test_evaluate_batches
# hint: The second result is asked for before the sigmoid.

def evaluate(params, x, y, batch_size=500):
    p = jnp.concatenate([jax.nn.sigmoid(mlp(params, x_batch)) for x_batch, _ in in_order(x, y, batch_size)])
    return float(jnp.mean((p > 0.5) == (y == 1))), p
