# mistake: asks whether the sigmoid exceeds 1/2, which it does not for tiny positive logits
# fails: test_evaluate
# hint: The sigmoid of a logit of 1e-30 is exactly 0.5. What can you compare instead of the probability?

def evaluate(params, x, y, batch_size=500):
    hits, logits = 0, []
    for images, labels in in_order(x, y, batch_size):
        z = mlp(params, images)
        hits += int(jnp.sum((jax.nn.sigmoid(z) > 0.5) == (labels == 1)))
        logits.append(z)
    return hits / len(x), jnp.concatenate(logits)
