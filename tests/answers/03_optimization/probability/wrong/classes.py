# mistake: rounds to the more probable class
# fails: test_probability
# hint: How sure the model is has been lost. At which call?

def probability(model, points):
    with torch.no_grad():
        p = torch.sigmoid(model(torch.as_tensor(points, dtype=torch.float32)))
    return (p >= 0.5).float().numpy()
