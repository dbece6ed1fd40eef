# mistake: takes the last recorded test loss, which is that of the untrained model if there is only one
# fails: test_learning_curve
# hint: The last test loss on the list was measured before some step. Before which one?

def learning_curve(make_model, draw, sizes, test, steps):
    losses = []
    for size in sizes:
        _, test_losses = train_on_data(make_model(), draw(size // 2), test, steps)
        losses.append(test_losses[-1])
    return losses
