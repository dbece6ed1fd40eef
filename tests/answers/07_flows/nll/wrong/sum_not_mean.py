# mistake: the sum over the samples
# fails: test_nll
# hint: Give it every sample twice. Should the loss change?

def nll(model, y):
    return -model.log_prob(y).sum()
