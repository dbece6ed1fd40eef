# mistake: multiplies the mean from the left without transposing A
# fails: test_push_forward
# hint: Is your mean that of A x, or that of the row x times A? Try an A that is not symmetric.

def push_forward(mean: Tensor, cov: Tensor, A: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    new_mean = mean @ A + b
    new_cov = A @ cov @ A.T
    return new_mean, new_cov
