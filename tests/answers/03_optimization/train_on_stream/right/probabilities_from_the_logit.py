def train_on_stream(model, draw, steps, learning_rate=1e-3):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)

    def one():
        x, y = draw()
        z = model(x)
        loss = -(y * F.logsigmoid(z) + (1 - y) * F.logsigmoid(-z)).mean()
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        return float(loss)

    model.zero_grad()
    return [one() for _ in range(steps)]
