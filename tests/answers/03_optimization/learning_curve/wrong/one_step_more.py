# mistake: takes one step more, to see the test loss before it
# fails: test_learning_curve
# hint: How many steps has each model taken, and what happens with none?

def learning_curve(
    make_model: Callable[[], nn.Module], draw: Callable[[int], Batch], sizes: list[int], test: Batch, steps: int
) -> list[float]:
    """The test loss after training on more and more samples."""
    losses = []
    for size in sizes:
        _, test_losses = train_on_data(make_model(), draw(size // 2), test, steps + 1, test_every=steps)
        losses.append(test_losses[-1])  # before step number ``steps`` is after the last one
    return losses
