# mistake: fills an array that is float32 whatever comes in
# fails: test_affine
# hint: Which type has the array that you fill, if your points are float64?

def affine(x: Tensor, A: Tensor, b: Tensor) -> Tensor:
    y = torch.zeros(len(x), len(b))
    for i, point in enumerate(x):
        y[i] = A @ point + b
    return y
