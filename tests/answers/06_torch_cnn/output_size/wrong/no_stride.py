# mistake: ignores the stride
# fails: test_output_size, test_cnn, test_cnn_values
# hint: A pool of 2 halves the size. Does yours?

def output_size(n, kernel, stride=1, padding=0):
    return n + 2 * padding - kernel + 1
