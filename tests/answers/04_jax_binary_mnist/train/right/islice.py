def train(params, optimizer, batches, steps, *, weight_decay, looks=50, watch=lambda step, params: None):
    update, state, losses = make_update(optimizer), optimizer.init(params), []
    for step, (x, y) in enumerate(itertools.islice(batches, steps), start=1):
        params, state, value = update(params, state, x, y, weight_decay)
        losses += [value]
        if not step % max(1, steps // looks):
            watch(step, params)
    return params, np.asarray(losses)
