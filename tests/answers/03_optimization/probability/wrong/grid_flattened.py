# mistake: returns the rows of a grid in one long column
# fails: test_probability
# hint: A grid of 4 by 5 points has how many axes when it comes back?

def probability(model, points):
    with torch.no_grad():
        logits = model(torch.as_tensor(points, dtype=torch.float32).reshape(-1, 2))
    return torch.sigmoid(logits).numpy()
