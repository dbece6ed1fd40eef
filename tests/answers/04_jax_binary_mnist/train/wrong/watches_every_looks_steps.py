# mistake: takes looks for the distance between looks
# fails: test_train_watch
# hint: 12 steps with 4 looks: how many times did you call watch?

def train(params, optimizer, batches, steps, *, weight_decay, looks=50, watch=lambda step, params: None):
    update, opt_state, losses = make_update(optimizer), optimizer.init(params), []
    for step in range(1, steps + 1):
        x, y = next(batches)
        params, opt_state, value = update(params, opt_state, x, y, weight_decay)
        losses.append(value)
        if step % looks == 0:
            watch(step, params)
    return params, np.array(losses)
