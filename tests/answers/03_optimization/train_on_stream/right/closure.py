def train_on_stream(
    model: nn.Module, draw: Callable[[], Batch], steps: int, learning_rate: float = 1e-3
) -> list[float]:
    """Train a model by Adam on a new batch in every step."""
    adam = torch.optim.Adam(model.parameters(), lr=learning_rate)
    cross_entropy = nn.BCEWithLogitsLoss(reduction="mean")

    def closure():
        inputs, targets = draw()
        adam.zero_grad()
        value = cross_entropy(model(inputs), targets)
        value.backward()
        return value

    return [adam.step(closure).item() for _ in range(steps)]
