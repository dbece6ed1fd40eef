# mistake: returns a tensor
# fails: test_probability
# hint: Pictures are drawn by NumPy. What do you hand them?

def probability(model, points):
    with torch.no_grad():
        return torch.sigmoid(model(torch.as_tensor(points, dtype=torch.float32)))
