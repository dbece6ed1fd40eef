# mistake: computes in NumPy, where PyTorch cannot follow
# fails: test_valley
# hint: The values are right. Can PyTorch still find its way back to theta?

def valley(theta):
    points = theta.detach().numpy()
    return torch.tensor((points[..., 0] - 1) ** 2 + 0.2 * (points[..., 1] - 2) ** 2)
