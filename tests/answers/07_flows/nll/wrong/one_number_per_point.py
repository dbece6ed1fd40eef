# mistake: does not average
# fails: test_nll
# hint: How many numbers should a loss be?

def nll(model, y):
    return -model.log_prob(y)
