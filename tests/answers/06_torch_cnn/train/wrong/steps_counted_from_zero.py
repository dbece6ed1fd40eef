# mistake: watch is told 0 after the first step
# fails: test_train
# hint: After the first step, how many steps are done?

def train(model, optimizer, x, y, *, steps, batch_size, generator, watch=lambda step: None):
    losses = []
    while len(losses) < steps:
        for batch in torch.randperm(len(x), generator=generator).split(batch_size)[: steps - len(losses)]:
            losses.append(train_step(model, optimizer, x[batch], y[batch]))
            watch(len(losses) - 1)
    return losses
