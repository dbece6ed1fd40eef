# mistake: takes the last of classes that are equally probable
# fails: test_accuracy
# hint: Where two classes are equally probable, argmax takes the first. Which one does your order take?

def accuracy(log_p: jax.Array, t: jax.Array) -> jax.Array:
    guess = jnp.argsort(log_p, axis=1)[:, -1]
    truth = jnp.argmax(t, axis=1)
    return (guess == truth).mean()
