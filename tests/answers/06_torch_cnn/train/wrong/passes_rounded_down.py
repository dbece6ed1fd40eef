# mistake: rounds the number of passes down, so steps are missing
# fails: test_train
# hint: Count your steps when they do not fill whole passes.


# where: 20 samples in batches of 4, steps = 7: only 5 steps are taken.
def train(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    x: Tensor,
    y: Tensor,
    *,
    steps: int,
    batch_size: int,
    generator: torch.Generator,
    watch: Callable[[int], None] = lambda step: None,
) -> list[float]:
    """Train with ``train_step`` on random batches.

    Args:
        model: maps inputs to logits; changed in place.
        optimizer: of the model's parameters.
        x: inputs, shape ``(n, d)``.
        y: class numbers, shape ``(n,)``.
        steps: how many steps to take, in as many passes as needed; the last pass may remain incomplete.
        batch_size: samples per step; the last batch of a pass is smaller if it does not divide ``n``.
        generator: the only source of randomness; each pass has a new order.
        watch: called after each step with the number of steps done (1, 2, ...).

    Returns:
        The loss of each batch before its step.
    """
    passes = max(1, steps // (len(x) // batch_size))
    losses = []
    for _ in range(passes):
        for batch in torch.randperm(len(x), generator=generator).split(batch_size):
            if len(losses) < steps:
                losses.append(train_step(model, optimizer, x[batch], y[batch]))
                watch(len(losses))
    return losses
