def nll(model, y):
    return -model.log_prob(y).sum() / len(y)
