# mistake: the logarithm of the mean density
# fails: test_nll
# hint: The mean of logarithms and the logarithm of the mean are two things. Which is the likelihood of independent samples?

def nll(model, y):
    return -model.log_prob(y).exp().mean().log()
