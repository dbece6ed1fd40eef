# mistake: builds the graph first and cuts it off afterward
# fails: test_evaluate_traceless
# hint: Memory runs out before you detach. How do you build no graph at all?


# where: torch.is_grad_enabled() inside of the model: True.
def evaluate(model: nn.Module, x: Tensor, y: Tensor) -> tuple[float, float]:
    """How good a model is, without changing it.

    The model is in evaluation mode meanwhile, and afterward in the mode it was in. It sees at most 1000 samples
    at a time, and no graph is built: both spare memory.

    Args:
        model: maps ``(n, d)`` to logits, shape ``(n, classes)``.
        x: inputs, shape ``(n, d)``.
        y: class numbers, shape ``(n,)``.

    Returns:
        The mean cross-entropy over all samples in nats, and the share of samples whose largest logit is that of
        their class; floats.
    """
    was_training = model.training
    model.eval()
    loss, right = 0.0, 0
    for inputs, labels in zip(x.split(1000), y.split(1000)):
        z = model(inputs).detach()
        loss += F.cross_entropy(z, labels, reduction="sum").item()
        right += (z.argmax(dim=1) == labels).sum().item()
    model.train(was_training)
    return loss / len(x), right / len(x)
