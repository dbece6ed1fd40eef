# mistake: the mean negative density
# fails: test_nll
# hint: A product of densities becomes a sum of what?

def nll(model, y):
    return -model.log_prob(y).exp().mean()
