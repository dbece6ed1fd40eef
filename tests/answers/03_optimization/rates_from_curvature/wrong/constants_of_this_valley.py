# mistake: returns the numbers of this one valley
# fails: test_rates_from_curvature
# hint: Another function has other curvatures. Where does yours look at f?

def rates_from_curvature(f, at):
    return 1.0, 5 / 6
