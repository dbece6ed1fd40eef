# mistake: keeps the logit between -15 and 15
# fails: test_probability
# hint: What is the probability of a logit of -100, and what do you return?

def probability(model, points):
    with torch.no_grad():
        logits = model(torch.as_tensor(points, dtype=torch.float32)).clamp(-15, 15)
    return torch.sigmoid(logits).numpy()
