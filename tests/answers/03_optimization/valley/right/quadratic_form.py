def valley(theta):
    hessian = torch.diag(torch.tensor([2.0, 0.4], dtype=theta.dtype))
    e = theta - torch.tensor([1.0, 2.0], dtype=theta.dtype)
    return 0.5 * torch.einsum("...i,ij,...j->...", e, hessian, e)
