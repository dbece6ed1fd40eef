# mistake: records the loss after the step
# fails: test_train_on_stream
# hint: Your first loss is already lower than that of the start. When is it asked for?

def train_on_stream(model, draw, steps, learning_rate=1e-3):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(steps):
        x, y = draw()
        optimizer.zero_grad()
        F.binary_cross_entropy_with_logits(model(x), y).backward()
        optimizer.step()
        with torch.no_grad():
            losses.append(F.binary_cross_entropy_with_logits(model(x), y).item())
    return losses
