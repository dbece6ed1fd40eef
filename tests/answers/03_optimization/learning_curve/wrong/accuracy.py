# mistake: returns the share of wrong labels instead of the loss
# fails: test_learning_curve
# hint: Which unit have the numbers that you return?

def learning_curve(make_model, draw, sizes, test, steps):
    losses = []
    for size in sizes:
        model = make_model()
        train_on_data(model, draw(size // 2), test, steps)
        with torch.no_grad():
            losses.append(float(((model(test[0]) > 0) != (test[1] == 1)).float().mean()))
    return losses
