# mistake: a random part of the data if there are many
# fails: test_fit
# hint: The task asks for all of y in every step, however many points there are.

def fit(
    model: nn.Module,
    y: Tensor,
    *,
    steps: int,
    learning_rate: float,
    watch: Callable[[int, float], None] = lambda step, loss: None,
) -> list[float]:
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses = []
    for step in range(steps):
        batch = y if len(y) <= 1024 else y[torch.randperm(len(y))[:1024]]
        optimizer.zero_grad()
        loss = nll(model, batch)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        watch(step + 1, loss.item())
    return losses
