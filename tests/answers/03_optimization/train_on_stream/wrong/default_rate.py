# mistake: does not pass the learning rate on
# fails: test_train_on_stream
# hint: Ask for steps of 0.3. How long are yours?

def train_on_stream(model, draw, steps, learning_rate=1e-3):
    optimizer = torch.optim.Adam(model.parameters())
    losses = []
    for _ in range(steps):
        x, y = draw()
        loss = F.binary_cross_entropy_with_logits(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
