# mistake: compares all ten entries, so right zeros count too
# fails: test_accuracy
# hint: A wrong prediction still agrees in 8 of 10 entries. How many answers does one image give?

def accuracy(log_p, t):
    return jnp.mean((log_p == jnp.max(log_p, axis=1, keepdims=True)) == (t == 1))
