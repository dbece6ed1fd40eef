# mistake: draws one order for all passes
# fails: test_train
# hint: Your second pass has the order of the first. Where is the order drawn?

def train(model, optimizer, x, y, *, steps, batch_size, generator, watch=lambda step: None):
    losses = []
    order = torch.randperm(len(x), generator=generator)
    while len(losses) < steps:
        for batch in order.split(batch_size)[: steps - len(losses)]:
            losses.append(train_step(model, optimizer, x[batch], y[batch]))
            watch(len(losses))
    return losses
