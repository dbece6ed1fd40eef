# mistake: builds a graph and throws it away
# fails: test_probability
# hint: The numbers are right. What is recorded while the model runs, and for whom?

def probability(model, points):
    logits = model(torch.as_tensor(points, dtype=torch.float32))
    return torch.sigmoid(logits).detach().numpy()
