def learning_curve(make_model, draw, sizes, test, steps):
    def after_training(size):
        model = make_model()
        train_on_data(model, draw(size // 2), test, steps)
        _, (loss,) = train_on_data(model, test, test, 1, learning_rate=0.0, test_every=1)
        return loss

    return [after_training(size) for size in sizes]
