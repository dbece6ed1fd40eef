# mistake: turns the model into float64 instead of the points into float32
# fails: test_probability
# hint: Call probability, then go on training with float32 samples. What has become of the weights?

def probability(model, points):
    with torch.no_grad():
        logits = model.double()(torch.as_tensor(points, dtype=torch.float64))
        return torch.sigmoid(logits).numpy()
