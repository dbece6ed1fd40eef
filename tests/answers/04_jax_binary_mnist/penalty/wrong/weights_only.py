# mistake: leaves out the biases
# fails: test_penalty
# hint: Which of the parameters does the sum in the formula run over?

def penalty(params, weight_decay):
    return 0.5 * weight_decay * sum(jnp.sum(W**2) for W, b in params)
