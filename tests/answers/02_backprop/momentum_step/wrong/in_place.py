# mistake: changes the parameters it is given
# fails: test_momentum_step
# hint: W -= ... writes into the caller's array. How do you make a new one?

def momentum_step(params, grads, velocity, learning_rate, gamma):
    for (W, b), (dW, db), (mW, mb) in zip(params, grads, velocity):
        mW *= gamma
        mW += (1 - gamma) * dW
        mb *= gamma
        mb += (1 - gamma) * db
        W -= learning_rate * mW
        b -= learning_rate * mb
    return params, velocity
