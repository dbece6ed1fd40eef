# mistake: counts an image only if its class has more than one half
# fails: test_accuracy
# hint: With ten classes the winner may have 0.3. Is it wrong then?

def accuracy(log_p, t):
    return jnp.mean(jnp.sum(t * jnp.exp(log_p), axis=1) > 0.5)
