# mistake: counts a last place that sticks out
# fails: test_output_size
# hint: 5 pixels, a kernel of 2, steps of 2: may the last place stick out?

def output_size(n, kernel, stride=1, padding=0):
    return -(-(n + 2 * padding - kernel) // stride) + 1
