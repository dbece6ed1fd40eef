def output_size(n, kernel, stride=1, padding=0):
    return int(np.floor((n + 2 * padding - kernel) / stride)) + 1
