# mistake: divides by the sum of all eigenvalues
# fails: test_rates_from_curvature
# hint: In two dimensions you are right. Which directions race each other in three?

def rates_from_curvature(f, at):
    curvatures = torch.linalg.eigvalsh(torch.autograd.functional.hessian(f, at))
    return 2 / curvatures.max().item(), 2 / curvatures.sum().item()
