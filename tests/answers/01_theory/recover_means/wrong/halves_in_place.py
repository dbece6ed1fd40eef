# mistake: halves the weights in the array that was passed in
# fails: test_recover_means
# hint: What is in theta after the call?

def recover_means(theta, theta0):
    if theta[0] == 0:
        raise ValueError("The means are equal.")
    half = np.asarray(theta, dtype=float)
    half /= 2
    middle = -theta0 / (2 * half[0])
    return middle + half[0], middle - half[0]
