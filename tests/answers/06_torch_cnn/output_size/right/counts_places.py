def output_size(n, kernel, stride=1, padding=0):
    return len(range(0, n + 2 * padding - kernel + 1, stride))
