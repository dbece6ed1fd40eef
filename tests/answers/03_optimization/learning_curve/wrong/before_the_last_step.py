# mistake: measures before the last step instead of after it
# fails: test_learning_curve
# hint: With test_every = 1, how many steps had been taken when the last test loss was measured?

def learning_curve(make_model, draw, sizes, test, steps):
    losses = []
    for size in sizes:
        _, test_losses = train_on_data(make_model(), draw(size // 2), test, steps, test_every=1)
        losses.append(test_losses[-1])
    return losses
