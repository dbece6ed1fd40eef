# mistake: gamma weighs the new gradient
# fails: test_momentum_step
# hint: With gamma = 0.99 your average forgets the past at once. Which of the two terms should gamma keep?

def momentum_step(params, grads, velocity, learning_rate, gamma):
    new_velocity = [
        ((1 - gamma) * mW + gamma * dW, (1 - gamma) * mb + gamma * db)
        for (mW, mb), (dW, db) in zip(velocity, grads)
    ]
    new_params = [
        (W - learning_rate * mW, b - learning_rate * mb)
        for (W, b), (mW, mb) in zip(params, new_velocity)
    ]
    return new_params, new_velocity
