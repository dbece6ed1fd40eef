# mistake: demands that the factor stays positive, so both rates are too small
# fails: test_rates_from_curvature
# hint: A factor of -0.5 overshoots. Does the distance shrink?

def rates_from_curvature(f, at):
    curvatures = torch.linalg.eigvalsh(torch.autograd.functional.hessian(f, at))
    return float(1 / curvatures[-1]), float(1 / (curvatures[0] + curvatures[-1]))
