# mistake: seeds the generator anew, so that every pass has the same order
# fails: test_train
# hint: manual_seed turns the generator back. What does the second pass look like?

def train(model, optimizer, x, y, *, steps, batch_size, generator, watch=lambda step: None):
    losses = []
    while len(losses) < steps:
        generator.manual_seed(0)
        for batch in torch.randperm(len(x), generator=generator).split(batch_size)[: steps - len(losses)]:
            losses.append(train_step(model, optimizer, x[batch], y[batch]))
            watch(len(losses))
    return losses
