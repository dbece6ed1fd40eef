# same as: ratio_upside_down
def kl_uniform(a1, b1, a2, b2):
    inside = a2 <= a1 and b1 <= b2
    return float(np.log(b1 - a1) - np.log(b2 - a2)) if inside else float("inf")
