# mistake: AdamW, which also shrinks the parameters
# fails: test_fit
# hint: With a gradient of zero, do your parameters stay where they are? What do the defaults of this optimizer add?

def fit(
    model: nn.Module,
    y: Tensor,
    *,
    steps: int,
    learning_rate: float,
    watch: Callable[[int, float], None] = lambda step, loss: None,
) -> list[float]:
    optimizer = torch.optim.AdamW(model.parameters(), lr=learning_rate)
    losses = []
    for step in range(steps):
        loss = nll(model, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        watch(step + 1, loss.item())
    return losses
