# mistake: takes small results for rounding errors
# fails: test_affine
# hint: A small number is a number, too. Which line of yours sets it to 0?

def affine(x: Tensor, A: Tensor, b: Tensor) -> Tensor:
    y = x @ A.T + b
    return torch.where(y.abs() < 1e-7, torch.zeros_like(y), y)  # what is left of 0 after rounding is 0
