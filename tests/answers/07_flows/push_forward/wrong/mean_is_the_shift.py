# mistake: takes b for the mean
# fails: test_push_forward
# hint: Where does the center of x go if it is not the origin?

def push_forward(mean, cov, A, b):
    return b, A @ cov @ A.T
