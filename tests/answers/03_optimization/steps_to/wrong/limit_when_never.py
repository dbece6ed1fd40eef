# mistake: returns the limit when the bound is not reached
# fails: test_steps_to
# hint: After 500 steps at rate 1, is the height below the bound? Then 500 is no answer.

def steps_to(f, start, learning_rate, *, below=1e-6, limit=500):
    _, values = gradient_descent(f, start, learning_rate, limit)
    for k in range(limit):
        if values[k] < below:
            return k
    return limit
