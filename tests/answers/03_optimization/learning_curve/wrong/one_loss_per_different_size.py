# mistake: keeps the losses in a dict by size
# fails: test_learning_curve
# hint: Which losses come back when a size is asked for twice?

def learning_curve(
    make_model: Callable[[], nn.Module], draw: Callable[[int], Batch], sizes: list[int], test: Batch, steps: int
) -> list[float]:
    """The test loss after training on more and more samples."""
    results = {}
    for size in sizes:
        model = make_model()
        train_on_data(model, draw(size // 2), test, steps)
        results[size] = loss_on(model, test)
    return list(results.values())
