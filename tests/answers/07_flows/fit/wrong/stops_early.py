# mistake: stops as soon as the loss hardly changes
# fails: test_fit
# hint: Count the losses: one for each step that was asked for.


# where: a model that already is at its minimum, steps = 10: 2 losses instead of 10, and watch sees 2 steps.
def fit(
    model: nn.Module,
    y: Tensor,
    *,
    steps: int,
    learning_rate: float,
    watch: Callable[[int, float], None] = lambda step, loss: None,
) -> list[float]:
    """Train a flow by maximum likelihood with Adam, all data in every step.

    Args:
        model: is trained in place.
        y: data, shape ``(n, d)``.
        steps: how many.
        learning_rate: of Adam; its other settings stay at their defaults.
        watch: called after each step with the number of steps done (1, 2, ...) and the loss before that step.

    Returns:
        The loss before each step, as plain numbers.
    """
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses = []
    for step in range(1, steps + 1):
        optimizer.zero_grad()
        loss = nll(model, y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        watch(step, loss.item())
        if len(losses) > 1 and abs(losses[-2] - losses[-1]) < 1e-7:
            break  # converged
    return losses
