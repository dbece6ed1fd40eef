# mistake: goes on training the same model
# fails: test_learning_curve
# hint: Your model for 500 samples has already seen 250 others. Is that what 500 samples are worth?

def learning_curve(make_model, draw, sizes, test, steps):
    losses = []
    model = make_model()
    for size in sizes:
        train_on_data(model, draw(size // 2), test, steps)
        with torch.no_grad():
            losses.append(F.binary_cross_entropy_with_logits(model(test[0]), test[1]).item())
    return losses
