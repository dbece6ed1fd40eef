def gaussian_floor(y: Tensor) -> float:
    n, d = y.shape
    rows = y.detach().double()
    r = torch.linalg.qr(rows - rows.mean(dim=0), mode="r").R
    log_det = 2 * r.diagonal().abs().log().sum().item() - d * math.log(n)
    return 0.5 * (d * (math.log(2 * math.pi) + 1) + log_det)
