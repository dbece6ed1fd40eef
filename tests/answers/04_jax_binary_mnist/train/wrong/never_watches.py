# mistake: does not call watch
# fails: test_train_watch
# hint: Nobody can follow your training.

def train(params, optimizer, batches, steps, *, weight_decay, looks=50, watch=lambda step, params: None):
    update, opt_state, losses = make_update(optimizer), optimizer.init(params), []
    for _ in range(steps):
        x, y = next(batches)
        params, opt_state, value = update(params, opt_state, x, y, weight_decay)
        losses.append(value)
    return params, np.array(losses)
