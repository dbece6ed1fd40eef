# mistake: shortens long gradients
# fails: test_fit
# hint: The task names Adam with its default settings. What else touches your gradients?

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
    for step in range(1, steps + 1):
        loss = nll(model, y)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), max_norm=10.0)
        optimizer.step()
        losses.append(loss.item())
        watch(step, losses[-1])
    return losses
