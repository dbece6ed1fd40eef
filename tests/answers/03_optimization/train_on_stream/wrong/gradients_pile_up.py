# mistake: never calls zero_grad
# fails: test_train_on_stream
# hint: Your first step is right, later ones drift away. What does backward do with a gradient that is already there?

def train_on_stream(model, draw, steps, learning_rate=1e-3):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(steps):
        x, y = draw()
        loss = F.binary_cross_entropy_with_logits(model(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
