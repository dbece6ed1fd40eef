# mistake: computes gradients and never uses them
# fails: test_train_on_stream
# hint: Which line of yours changes the weights?

def train_on_stream(model, draw, steps, learning_rate=1e-3):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(steps):
        x, y = draw()
        loss = F.binary_cross_entropy_with_logits(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        losses.append(loss.item())
    return losses
