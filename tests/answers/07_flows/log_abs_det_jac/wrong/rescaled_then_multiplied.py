# mistake: takes out the largest entry and still forms the product
# fails: test_log_abs_det_extreme
# hint: You take out one size for all. Which matrix has factors of very different sizes, and what is the product then?

def log_abs_det_jac(A: Tensor) -> Tensor:
    scale = A.abs().max()
    return torch.log(torch.abs(torch.linalg.det(A / scale))) + len(A) * torch.log(scale)
