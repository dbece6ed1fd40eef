def rates_from_curvature(f, at):
    theta = at.detach().clone().requires_grad_()
    (gradient,) = torch.autograd.grad(f(theta), theta, create_graph=True)
    rows = [torch.autograd.grad(g, theta, retain_graph=True)[0] for g in gradient]
    largest = torch.linalg.matrix_norm(torch.stack(rows), ord=2)
    smallest = torch.linalg.matrix_norm(torch.stack(rows), ord=-2)
    return (2 / largest).item(), (2 / (largest + smallest)).item()
