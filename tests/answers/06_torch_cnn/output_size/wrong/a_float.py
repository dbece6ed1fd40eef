# mistake: a true division, so sizes are no integers
# fails: test_output_size, test_cnn, test_cnn_values
# hint: Half a place? Which division rounds down?

def output_size(n, kernel, stride=1, padding=0):
    return (n + 2 * padding - kernel) / stride + 1
