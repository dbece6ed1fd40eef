# mistake: returns the loss on the samples it trained on
# fails: test_learning_curve
# hint: Your losses rise with the number of samples. Of which samples are they?

def learning_curve(make_model, draw, sizes, test, steps):
    losses = []
    for size in sizes:
        model = make_model()
        train_losses, _ = train_on_data(model, draw(size // 2), test, steps)
        losses.append(train_losses[-1])
    return losses
