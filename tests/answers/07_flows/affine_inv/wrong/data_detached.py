# mistake: detaches the copy of y
# fails: test_affine_inv
# hint: Of y, of A and of b: to which of them does your gradient not get?

def affine_inv(y: Tensor, A: Tensor, b: Tensor) -> Tensor:
    shifted = y.clone().detach()  # a copy: the caller needs y
    shifted -= b
    return torch.linalg.solve(A, shifted.T).T
