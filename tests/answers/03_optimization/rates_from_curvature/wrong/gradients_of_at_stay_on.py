# mistake: makes a leaf of the point that was passed in
# fails: test_rates_from_curvature
# hint: Look at the point after the call. Is it still as the caller made it?

def rates_from_curvature(f: Callable[[torch.Tensor], torch.Tensor], at: torch.Tensor) -> tuple[float, float]:
    """What the curvature of a function says about the learning rate of gradient descent."""
    theta = at.requires_grad_()
    gradient = torch.autograd.grad(f(theta), theta, create_graph=True)[0]
    hessian = torch.stack([torch.autograd.grad(g, theta, retain_graph=True)[0] for g in gradient])
    eigenvalues = torch.linalg.eigvalsh(hessian)
    return 2 / eigenvalues[-1].item(), 2 / (eigenvalues[0] + eigenvalues[-1]).item()
