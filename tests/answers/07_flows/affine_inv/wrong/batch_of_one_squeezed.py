# mistake: squeeze() without a dimension, which takes the batch of one point away, too
# fails: test_affine_inv
# hint: Which dimensions of size 1 are there if the batch holds one point?

def affine_inv(y: Tensor, A: Tensor, b: Tensor) -> Tensor:
    columns = (y - b).unsqueeze(2)  # n columns of shape (d, 1)
    return torch.linalg.solve(A, columns).squeeze()
