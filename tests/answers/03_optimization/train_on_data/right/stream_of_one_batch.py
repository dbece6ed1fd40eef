def train_on_data(model, train, test, steps, *, learning_rate=1e-3, test_every=100):
    test_losses, seen = [], 0

    def draw():
        nonlocal seen
        if seen % test_every == 0:
            with torch.no_grad():
                test_losses.append(float(F.binary_cross_entropy_with_logits(model(test[0]), test[1])))
        seen += 1
        return train

    return train_on_stream(model, draw, steps, learning_rate), test_losses
