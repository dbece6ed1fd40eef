# same as: n_minus_one
def gaussian_floor(y):
    d = y.shape[1]
    log_det = torch.logdet(torch.cov(y.T)).item()
    return d / 2 * (1 + math.log(2 * math.pi)) + log_det / 2
