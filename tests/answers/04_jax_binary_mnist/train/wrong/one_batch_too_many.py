# mistake: lets zip ask the loader before it knows that it is done
# fails: test_train_batches
# hint: zip asks its iterators from left to right. Which of yours finds out that it is over, and who has been asked by then?

def train(params, optimizer, batches, steps, *, weight_decay, looks=50, watch=lambda step, params: None):
    update, opt_state, losses = make_update(optimizer), optimizer.init(params), []
    every = max(1, steps // looks)
    for (x, y), step in zip(batches, range(1, steps + 1)):
        params, opt_state, value = update(params, opt_state, x, y, weight_decay)
        losses.append(value)
        if step % every == 0:
            watch(step, params)
    return params, np.array(losses)
