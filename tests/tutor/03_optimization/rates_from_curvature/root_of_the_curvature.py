# same as: nothing
def rates_from_curvature(f, at):
    curvatures = torch.linalg.eigvalsh(torch.autograd.functional.hessian(f, at)).abs().sqrt()
    return float(2 / curvatures[-1]), float(2 / (curvatures[0] + curvatures[-1]))
