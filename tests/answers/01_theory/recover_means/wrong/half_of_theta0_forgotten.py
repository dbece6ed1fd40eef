# mistake: theta_0 as minus the whole difference of the squares
# fails: test_recover_means
# hint: Put your means back in: theta_0 comes out half as large. Which factor stands before the
# squares?

def recover_means(theta, theta0):
    t = theta[0]
    if t == 0:
        raise ValueError("equal means")
    return (t - theta0 / t) / 2, -(t + theta0 / t) / 2
