# mistake: returns the logit
# fails: test_probability
# hint: Your numbers leave the range from 0 to 1. What does a model of this sheet return?

def probability(model, points):
    with torch.no_grad():
        return model(torch.as_tensor(points, dtype=torch.float32)).numpy()
