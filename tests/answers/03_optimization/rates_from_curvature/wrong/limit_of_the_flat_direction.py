# mistake: the limit comes from the smallest eigenvalue
# fails: test_rates_from_curvature
# hint: At your limit, what is 1 - rate * eigenvalue in the steep direction?

def rates_from_curvature(f, at):
    curvatures = torch.linalg.eigvalsh(torch.autograd.functional.hessian(f, at))
    return float(2 / curvatures[0]), float(2 / (curvatures[0] + curvatures[-1]))
