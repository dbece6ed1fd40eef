# mistake: takes the diagonal for the eigenvalues
# fails: test_rates_from_curvature
# hint: In your valley the axes are the directions of curvature. What if somebody turns the map?

def rates_from_curvature(f, at):
    curvatures = torch.autograd.functional.hessian(f, at).diagonal()
    return float(2 / curvatures.max()), float(2 / (curvatures.max() + curvatures.min()))
