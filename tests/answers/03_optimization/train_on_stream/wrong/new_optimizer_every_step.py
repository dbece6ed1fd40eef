# mistake: makes the optimizer anew in every step, so that it remembers nothing
# fails: test_train_on_stream
# hint: Where does Adam keep its running means, and how long do they live in your code?

def train_on_stream(model, draw, steps, learning_rate=1e-3):
    losses = []
    for _ in range(steps):
        x, y = draw()
        optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
        loss = F.binary_cross_entropy_with_logits(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
