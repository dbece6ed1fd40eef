# mistake: divides by n - 1
# fails: test_gaussian_floor
# hint: torch.cov divides by n - 1 unless it is told otherwise. By what does the formula for S divide?

def gaussian_floor(y):
    d = y.shape[1]
    return 0.5 * (d * math.log(2 * math.pi) + torch.logdet(torch.cov(y.T)).item() + d)
