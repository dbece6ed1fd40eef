# mistake: the gradient is clipped to [-10, 10]
# fails: test_momentum_step
# hint: A gradient of 400 counts as 10. The formula has no bound.

def momentum_step(params, grads, velocity, learning_rate, gamma):
    average = lambda m, g: gamma * m + (1 - gamma) * np.clip(g, -10, 10)
    velocity = [(average(mW, dW), average(mb, db)) for (mW, mb), (dW, db) in zip(velocity, grads)]
    return [(W - learning_rate * mW, b - learning_rate * mb) for (W, b), (mW, mb) in zip(params, velocity)], velocity
