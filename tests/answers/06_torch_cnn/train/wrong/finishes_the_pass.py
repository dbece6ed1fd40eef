# mistake: takes more steps than asked for, to finish the pass
# fails: test_train
# hint: How many losses do you return when 5 steps are asked for?

def train(model, optimizer, x, y, *, steps, batch_size, generator, watch=lambda step: None):
    losses = []
    while len(losses) < steps:
        for batch in torch.randperm(len(x), generator=generator).split(batch_size):
            losses.append(train_step(model, optimizer, x[batch], y[batch]))
            watch(len(losses))
    return losses
