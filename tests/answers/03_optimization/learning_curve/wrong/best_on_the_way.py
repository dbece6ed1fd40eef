# mistake: picks the least test loss of the whole run
# fails: test_learning_curve
# hint: You choose the step by the test set. Which step does the docstring ask for?

def learning_curve(make_model, draw, sizes, test, steps):
    losses = []
    for size in sizes:
        _, test_losses = train_on_data(make_model(), draw(size // 2), test, steps, test_every=1)
        losses.append(min(test_losses))
    return losses
