# mistake: keeps the losses as tensors with their graphs
# fails: test_train_on_stream
# hint: What hangs on a loss that is still a tensor, and how much memory do two thousand of them take?

def train_on_stream(model, draw, steps, learning_rate=1e-3):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(steps):
        x, y = draw()
        loss = F.binary_cross_entropy_with_logits(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss)
    return losses
