# mistake: adds up the heights of all points
# fails: test_valley
# hint: Five points have five heights. Over which axis do you sum?

def valley(theta):
    return ((theta - torch.tensor([1.0, 2.0])) ** 2 * torch.tensor([1.0, 0.2])).sum()
