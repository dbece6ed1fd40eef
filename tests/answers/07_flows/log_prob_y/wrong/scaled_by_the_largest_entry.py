# mistake: divides A by its largest entry, then forms a determinant
# fails: test_log_prob_y
# hint: What becomes of the smallest entry of A when you divide by the largest, and then multiply?

def log_prob_y(y: Tensor, A: Tensor, b: Tensor) -> Tensor:
    size = A.abs().max()
    a11, a12, a21, a22 = (A / size).flatten()  # now the largest is 1: nothing underflows
    det = a11 * a22 - a12 * a21
    u, v = ((y - b) / size).unbind(dim=1)
    x_1, x_2 = (a22 * u - a12 * v) / det, (a11 * v - a21 * u) / det
    base = torch.distributions.Normal(0.0, 1.0)
    return base.log_prob(x_1) + base.log_prob(x_2) - det.abs().log() - 2 * size.log()
