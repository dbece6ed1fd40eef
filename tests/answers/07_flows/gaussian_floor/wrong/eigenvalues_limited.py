# mistake: raises small eigenvalues
# fails: test_gaussian_floor
# hint: How small can an eigenvalue of yours become? And how small is the cloud?

def gaussian_floor(y: Tensor) -> float:
    d = y.shape[1]
    S = torch.cov(y.T, correction=0)
    log_det = torch.linalg.eigvalsh(S).clamp(min=1e-30).log().sum()
    return (0.5 * (d * math.log(2 * math.pi) + log_det + d)).item()
