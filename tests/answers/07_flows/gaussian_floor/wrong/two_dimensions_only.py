# mistake: 1 + ln 2 pi whatever d is
# fails: test_gaussian_floor
# hint: That is right for d = 2. What depends on d?

def gaussian_floor(y):
    d = y.shape[1]
    S = torch.cov(y.T, correction=0)
    return 1 + math.log(2 * math.pi) + 0.5 * torch.logdet(S).item()
