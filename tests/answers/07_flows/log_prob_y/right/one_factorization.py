def log_prob_y(y: Tensor, A: Tensor, b: Tensor) -> Tensor:
    factors, order = torch.linalg.lu_factor(A)
    noise = torch.linalg.lu_solve(factors, order, (y - b).mT)  # a point is a column here
    energy = 0.5 * torch.einsum("in,in->n", noise, noise)
    stretch = factors.diagonal().abs().log().sum()
    return -energy - math.log(2 * math.pi) - stretch
