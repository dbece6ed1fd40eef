# mistake: draws each batch anew from all samples
# fails: test_train
# hint: In one pass of yours some samples come twice and some never. What is a pass?

def train(model, optimizer, x, y, *, steps, batch_size, generator, watch=lambda step: None):
    losses = []
    sizes = [len(portion) for portion in torch.arange(len(x)).split(batch_size)]
    for step in range(steps):
        batch = torch.randint(len(x), (sizes[step % len(sizes)],), generator=generator)
        losses.append(train_step(model, optimizer, x[batch], y[batch]))
        watch(len(losses))
    return losses
