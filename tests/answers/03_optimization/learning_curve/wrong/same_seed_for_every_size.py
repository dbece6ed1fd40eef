# mistake: sets torch's seed for each size
# fails: test_learning_curve
# hint: Who decides which random numbers a new model gets?

def learning_curve(make_model, draw, sizes, test, steps):
    losses = []
    for size in sizes:
        torch.manual_seed(0)
        model = make_model()
        train_on_data(model, draw(size // 2), test, steps)
        losses.append(loss_on(model, test))
    return losses
