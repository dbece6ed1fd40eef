def train(params, optimizer, batches, steps, *, weight_decay, looks=50, watch=lambda step, params: None):
    update = make_update(optimizer)
    state = optimizer.init(params)
    losses = np.zeros(steps)
    period = steps // looks or 1
    for i, (x, y) in zip(range(steps), batches):
        params, state, losses[i] = update(params, state, x, y, weight_decay)
        if (i + 1) % period == 0:
            watch(i + 1, params)
    return params, losses
