# mistake: squeezes the mean, which drops its only coordinate in one dimension
# fails: test_push_forward
# hint: What does squeeze make of a mean with one coordinate?

def push_forward(mean: Tensor, cov: Tensor, A: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    mean_y = affine(mean.unsqueeze(0), A, b).squeeze()
    return mean_y, A @ cov @ A.T
