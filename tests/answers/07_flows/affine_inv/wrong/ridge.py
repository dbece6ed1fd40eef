# mistake: adds a small number to the diagonal, in case A is singular
# fails: test_affine_inv
# hint: You solve with another A. What if the entries of the right one are smaller than what you add?

def affine_inv(y: Tensor, A: Tensor, b: Tensor) -> Tensor:
    safe = A + 1e-15 * torch.eye(len(A), dtype=A.dtype)  # never quite singular
    return torch.linalg.solve(safe, (y - b).T).T
