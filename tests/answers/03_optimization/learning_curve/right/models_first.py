def learning_curve(
    make_model: Callable[[], nn.Module], draw: Callable[[int], Batch], sizes: list[int], test: Batch, steps: int
) -> list[float]:
    """The test loss after training on more and more samples."""
    inputs, targets = test
    untrained = [make_model() for _ in sizes]

    def loss_of(model: nn.Module, size: int) -> float:
        train_on_data(model, draw(size // 2), test, steps, test_every=max(steps, 1))
        with torch.no_grad():
            return float(nn.functional.binary_cross_entropy_with_logits(model(inputs), targets))

    return list(map(loss_of, untrained, sizes))
