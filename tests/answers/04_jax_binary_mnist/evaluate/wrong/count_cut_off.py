# mistake: turns the accuracy of a batch back into a count by int, which rounds down
# fails: test_evaluate_batches
# hint: The share times the size of the batch can be 6.9999998. What does int make of it? Count instead.

def evaluate(params, x, y, batch_size=500):
    right, logits = 0, []
    for images, labels in in_order(x, y, batch_size):
        z = mlp(params, images)
        right += int(float(jnp.mean((z > 0) == (labels == 1))) * len(images))
        logits.append(z)
    return right / len(x), jnp.concatenate(logits)
