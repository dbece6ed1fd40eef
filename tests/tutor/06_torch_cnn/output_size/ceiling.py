# same as: rounds_up
def output_size(n, kernel, stride=1, padding=0):
    return -((kernel - n - 2 * padding) // stride) + 1
