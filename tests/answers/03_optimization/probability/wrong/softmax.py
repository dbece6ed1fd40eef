# mistake: a softmax over a single logit, which is always 1
# fails: test_probability
# hint: Every point is certain. What does a softmax over one number return?

def probability(model, points):
    with torch.no_grad():
        logits = model(torch.as_tensor(points, dtype=torch.float32))
    return torch.softmax(logits, dim=-1).numpy()
