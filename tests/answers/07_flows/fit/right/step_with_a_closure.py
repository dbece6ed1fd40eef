def fit(
    model: nn.Module,
    y: Tensor,
    *,
    steps: int,
    learning_rate: float,
    watch: Callable[[int, float], None] = lambda step, loss: None,
) -> list[float]:
    parameters = list(model.parameters())
    adam = torch.optim.Adam(parameters, lr=learning_rate, betas=(0.9, 0.999), eps=1e-8)

    def closure() -> Tensor:
        loss = nll(model, y)
        for parameter, slope in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
            parameter.grad = slope
        return loss

    losses = []
    while len(losses) < steps:
        losses.append(float(adam.step(closure)))
        watch(len(losses), losses[-1])
    return losses
