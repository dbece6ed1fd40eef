# mistake: returns the best rate first
# fails: test_rates_from_curvature
# hint: Your first number is the smaller one. Which of the two is the limit?

def rates_from_curvature(f, at):
    curvatures = torch.linalg.eigvalsh(torch.autograd.functional.hessian(f, at))
    return float(2 / (curvatures[0] + curvatures[-1])), float(2 / curvatures[-1])
