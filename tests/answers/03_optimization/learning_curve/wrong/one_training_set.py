# mistake: trains on the same samples for every size
# fails: test_learning_curve
# hint: Which sizes has draw been asked for?

def learning_curve(make_model, draw, sizes, test, steps):
    losses = []
    train = draw(max(sizes) // 2)
    for size in sizes:
        model = make_model()
        train_on_data(model, train, test, steps)
        with torch.no_grad():
            losses.append(F.binary_cross_entropy_with_logits(model(test[0]), test[1]).item())
    return losses
