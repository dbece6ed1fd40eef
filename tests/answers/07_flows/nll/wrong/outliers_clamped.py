# mistake: cuts log densities off at -100
# fails: test_nll
# hint: A point far away has a log density below -100, and it counts in full. Its gradient is what
# brings the model there.


# where: two points at distances 0 and 1000 from the center of a Laplace density of width 1: 50.69 instead of 501.39.
def nll(model: nn.Module, y: Tensor) -> Tensor:
    """Mean negative log-likelihood of data under a model, in nats.

    Args:
        model: has a method ``log_prob`` that maps ``(n, d)`` to ``(n,)``.
        y: data, shape ``(n, d)``.

    Returns:
        One number, differentiable by the model's parameters.
    """
    return -model.log_prob(y).clamp(min=-100).mean()
