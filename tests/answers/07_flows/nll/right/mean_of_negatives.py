def nll(model, y):
    return torch.mean(-1.0 * model.log_prob(y))
