# mistake: calls the rate best at which the steepest direction is done in one step
# fails: test_rates_from_curvature
# hint: At your best rate the steep direction is done at once. How fast is the flat one then?

def rates_from_curvature(f, at):
    curvatures = torch.linalg.eigvalsh(torch.autograd.functional.hessian(f, at))
    return float(2 / curvatures[-1]), float(1 / curvatures[-1])
