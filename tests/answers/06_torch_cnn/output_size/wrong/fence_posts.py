# mistake: forgets the first place
# fails: test_output_size, test_cnn, test_cnn_values
# hint: A kernel as wide as the row has one place. What does your formula say?

def output_size(n, kernel, stride=1, padding=0):
    return (n + 2 * padding - kernel) // stride
