# mistake: computes without autograd
# fails: test_push_forward
# hint: Your result has no gradient. What switches it off?

def push_forward(mean: Tensor, cov: Tensor, A: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    with torch.no_grad():  # moments are computed, not learned
        mean_y = A.mv(mean) + b
        cov_y = torch.linalg.multi_dot([A, cov, A.T])
    return mean_y, cov_y
