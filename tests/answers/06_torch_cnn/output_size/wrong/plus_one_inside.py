# mistake: adds the 1 before dividing by the stride
# fails: test_output_size, test_cnn, test_cnn_values
# hint: 24 pixels, a kernel of 2, steps of 2: count the places on paper.

def output_size(n, kernel, stride=1, padding=0):
    return (n + 2 * padding - kernel + 1) // stride
