# mistake: calls watch before the step that it announces
# fails: test_train
# hint: When watch hears of step 1, how many steps has the model seen?

def train(model, optimizer, x, y, *, steps, batch_size, generator, watch=lambda step: None):
    losses, step = [], 0
    while step < steps:
        for batch in torch.randperm(len(x), generator=generator).split(batch_size)[: steps - step]:
            step += 1
            watch(step)
            losses.append(train_step(model, optimizer, x[batch], y[batch]))
    return losses
