# mistake: asks draw for size samples of each class, twice as many as it should
# fails: test_learning_curve
# hint: How many samples does draw(500) return?

def learning_curve(make_model, draw, sizes, test, steps):
    losses = []
    for size in sizes:
        model = make_model()
        train_on_data(model, draw(size), test, steps)
        with torch.no_grad():
            losses.append(F.binary_cross_entropy_with_logits(model(test[0]), test[1]).item())
    return losses
