# mistake: clips the gradient to length 1
# fails: test_train_on_stream
# hint: Something shortens your steps when a batch has a large gradient. The text says Adam, and
# nothing besides.


# where: three batches whose gradients are longer than 1 by different factors: other weights.
def train_on_stream(
    model: nn.Module, draw: Callable[[], Batch], steps: int, learning_rate: float = 1e-3
) -> list[float]:
    """Train a model by Adam on a new batch in every step.

    Args:
        model: maps inputs to logits, shape ``(n, 1)``; trained in place.
        draw: returns a new batch each time it is called.
        steps: how many.
        learning_rate: Adam's.

    Returns:
        The mean cross-entropy of each batch just before its step, in nats; plain floats.
    """
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(steps):
        x, y = draw()
        loss = F.binary_cross_entropy_with_logits(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
    return losses
