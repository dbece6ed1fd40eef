import math


def kl_uniform(a1, b1, a2, b2):
    if a2 <= a1 and b1 <= b2:
        return math.log(b2 - a2) - math.log(b1 - a1)
    return math.inf
