# mistake: takes small eigenvalues for rounding errors and drops them
# fails: test_rates_from_curvature
# hint: What do your rates say when one curvature is a hundred thousand times the other?

def rates_from_curvature(f: Callable[[torch.Tensor], torch.Tensor], at: torch.Tensor) -> tuple[float, float]:
    """What the curvature of a function says about the learning rate of gradient descent."""
    eigenvalues = torch.linalg.eigvalsh(torch.autograd.functional.hessian(f, at))
    eigenvalues = eigenvalues[eigenvalues > 1e-4]  # only real curvature, no rounding noise
    return (2 / eigenvalues.max()).item(), (2 / (eigenvalues.min() + eigenvalues.max())).item()
