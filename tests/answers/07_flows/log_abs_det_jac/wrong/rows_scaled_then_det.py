# mistake: divides the rows by their largest entries, then forms a determinant
# fails: test_log_abs_det_extreme
# hint: After the division, a determinant of 200 rows is still formed. How small can it be?

def log_abs_det_jac(A: Tensor) -> Tensor:
    size = A.abs().amax(dim=1)  # of each row
    rest = A / size[:, None]
    return size.log().sum() + torch.linalg.det(rest).abs().log()
