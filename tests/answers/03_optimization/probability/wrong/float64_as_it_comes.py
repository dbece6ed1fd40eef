# mistake: gives the model float64 points
# fails: test_probability
# hint: Read the error: which two types meet in the matrix product?

def probability(model, points):
    with torch.no_grad():
        return torch.sigmoid(model(torch.tensor(points))).numpy()
