# mistake: leaves the loop at a loss that is not finite
# fails: test_train_on_stream
# hint: How many losses come back when one batch is far off?

def train_on_stream(
    model: nn.Module, draw: Callable[[], Batch], steps: int, learning_rate: float = 1e-3
) -> list[float]:
    """Train a model by Adam on a new batch in every step."""
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(steps):
        x, y = draw()
        loss = F.binary_cross_entropy_with_logits(model(x), y)
        if not torch.isfinite(loss):
            break
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses
