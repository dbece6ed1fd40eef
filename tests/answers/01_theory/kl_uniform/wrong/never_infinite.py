# mistake: the logarithm of the ratio of lengths, wherever the intervals lie
# fails: test_kl_uniform
# hint: For U(0, 2) against U(0, 1) you get a negative number. What does q say about a sample at
# 1.5?

def kl_uniform(a1, b1, a2, b2):
    return np.log((b2 - a2) / (b1 - a1))
