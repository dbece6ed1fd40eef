def evaluate(params, x, y, batch_size=500):
    hits, parts = 0, []
    for x_batch, y_batch in in_order(x, y, batch_size):
        z = mlp(params, x_batch)
        hits += int(jnp.sum((z > 0) == (y_batch > 0.5)))
        parts.append(z)
    return hits / len(x), jnp.vstack(parts)
