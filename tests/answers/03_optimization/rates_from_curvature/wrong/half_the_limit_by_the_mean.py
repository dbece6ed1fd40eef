# mistake: takes the mean over all eigenvalues for the best rate
# fails: test_rates_from_curvature
# hint: With three directions, does the one in the middle ever decide?

def rates_from_curvature(f, at):
    curvatures = torch.linalg.eigvalsh(torch.autograd.functional.hessian(f, at))
    return float(2 / curvatures.max()), float(1 / curvatures.mean())
