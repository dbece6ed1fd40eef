# mistake: returns the probability of class 0
# fails: test_probability
# hint: Should the probability rise or fall with the logit?

def probability(model, points):
    with torch.no_grad():
        return torch.sigmoid(-model(torch.as_tensor(points, dtype=torch.float32))).numpy()
