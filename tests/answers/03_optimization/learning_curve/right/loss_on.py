def learning_curve(make_model, draw, sizes, test, steps):
    losses = []
    for size in sizes:
        model = make_model()
        train_on_data(model, draw(size // 2), test, steps)
        losses.append(loss_on(model, test))
    return losses
