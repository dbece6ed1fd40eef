# mistake: averages the portions as if all had the same size
# fails: test_evaluate
# hint: Your last portion is smaller. Does a sample in it count as much as the others?

def evaluate(model, x, y):
    mode = model.training
    model.eval()
    losses, accuracies = [], []
    with torch.no_grad():
        for portion, labels in zip(x.split(1000), y.split(1000)):
            z = model(portion)
            losses.append(F.cross_entropy(z, labels).item())
            accuracies.append((z.argmax(dim=1) == labels).float().mean().item())
    model.train(mode)
    return float(np.mean(losses)), float(np.mean(accuracies))
