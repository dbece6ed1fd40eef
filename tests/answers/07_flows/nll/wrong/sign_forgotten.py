# mistake: the log-likelihood, not its negative
# fails: test_nll, test_fit_affine
# hint: A loss is minimized. Should the data become more probable or less?

def nll(model, y):
    return model.log_prob(y).mean()
