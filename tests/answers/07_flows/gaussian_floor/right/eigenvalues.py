def gaussian_floor(y):
    values = torch.linalg.eigvalsh(torch.cov(y.T, correction=0))
    return float(0.5 * (torch.log(2 * math.pi * math.e * values)).sum())
