# mistake: updates the weights only
# fails: test_momentum_step
# hint: Every parameter takes part, b as well.

def momentum_step(params, grads, velocity, learning_rate, gamma):
    new_velocity = [(gamma * mW + (1 - gamma) * dW, mb) for (mW, mb), (dW, _) in zip(velocity, grads)]
    return [(W - learning_rate * mW, b) for (W, b), (mW, _) in zip(params, new_velocity)], new_velocity
