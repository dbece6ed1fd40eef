# mistake: squeezes the losses, so that one step gives no axis
# fails: test_train_batches
# hint: What is the shape of your losses after a single step?

def train(params, optimizer, batches, steps, *, weight_decay, looks=50, watch=lambda step, params: None):
    update, opt_state, losses = make_update(optimizer), optimizer.init(params), []
    every = max(1, steps // looks)
    for step in range(1, steps + 1):
        x, y = next(batches)
        params, opt_state, value = update(params, opt_state, x, y, weight_decay)
        losses.append(value)
        if step % every == 0:
            watch(step, params)
    return params, np.squeeze(np.array(losses))
