# same as: swapped
def rates_from_curvature(f, at):
    hessian = torch.autograd.functional.hessian(f, at)
    values = sorted(torch.linalg.eigvalsh(hessian).tolist())
    limit, best = 2 / values[-1], 2 / (values[0] + values[-1])
    return best, limit
