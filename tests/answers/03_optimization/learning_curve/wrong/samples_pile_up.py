# mistake: keeps the samples of the smaller sizes
# fails: test_learning_curve
# hint: Each model is trained on exactly n new samples. On how many is your last one?


# where: sizes = [2, 6]: the second model is trained on 8 samples instead of 6.
def learning_curve(
    make_model: Callable[[], nn.Module], draw: Callable[[int], Batch], sizes: list[int], test: Batch, steps: int
) -> list[float]:
    """The test loss after training on more and more samples.

    Args:
        make_model: returns a new, untrained model each time it is called.
        draw: ``draw(n)`` returns a training set with n samples of each class.
        sizes: how many training samples in all; even numbers.
        test: what to measure the loss on; the same for every size.
        steps: how many steps to train, at the default learning rate.

    Returns:
        The test loss after the last step, in nats, one for each size.
    """
    losses = []
    xs, ys = [], []
    for size in sizes:
        x, y = draw(size // 2)
        xs.append(x)
        ys.append(y)
        model = make_model()
        train_on_data(model, (torch.cat(xs), torch.cat(ys)), test, steps)
        losses.append(loss_on(model, test))
    return losses
