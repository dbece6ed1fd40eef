# mistake: looks for the largest value along the batch
# fails: test_accuracy
# hint: For each image, which class? Along which axis do you search?

def accuracy(log_p, t):
    return jnp.mean(jnp.argmax(log_p, axis=0) == jnp.argmax(t, axis=0))
