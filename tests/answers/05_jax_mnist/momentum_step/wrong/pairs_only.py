# mistake: takes a list of arrays and nothing else
# fails: test_momentum_tree
# hint: A dictionary of tuples is a tree too. Which function walks through any of them?

def momentum_step(params, grads, velocity, learning_rate, momentum):
    new = [momentum * v + g for v, g in zip(velocity, grads)]
    return [p - learning_rate * v for p, v in zip(params, new)], new
