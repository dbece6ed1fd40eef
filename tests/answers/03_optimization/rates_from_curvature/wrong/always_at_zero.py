# mistake: measures the curvature at the origin, whatever the point
# fails: test_rates_from_curvature
# hint: A curvature can depend on where you are. What is `at` for?

def rates_from_curvature(f, at):
    curvatures = torch.linalg.eigvalsh(torch.autograd.functional.hessian(f, torch.zeros_like(at)))
    return float(2 / curvatures[-1]), float(2 / (curvatures[0] + curvatures[-1]))
