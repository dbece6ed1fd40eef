# mistake: calls watch with keywords, which not every function knows
# fails: test_train_watch
# hint: Somebody may call the arguments of watch otherwise. How do you hand them over?

def train(params, optimizer, batches, steps, *, weight_decay, looks=50, watch=lambda step, params: None):
    update, opt_state, losses = make_update(optimizer), optimizer.init(params), []
    every = max(1, steps // looks)
    for step in range(1, steps + 1):
        x, y = next(batches)
        params, opt_state, value = update(params, opt_state, x, y, weight_decay)
        losses.append(value)
        if step % every == 0:
            watch(step=step, params=params)
    return params, np.array(losses)
