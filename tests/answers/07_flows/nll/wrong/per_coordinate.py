# mistake: divides by the number of coordinates too
# fails: test_nll
# hint: Mean over what: the points, or all numbers in y?

def nll(model, y):
    return -model.log_prob(y).sum() / y.numel()
