# mistake: returns an integer of NumPy
# fails: test_output_size
# hint: Which type has your result? What is asked for is an int of Python.

def output_size(n, kernel, stride=1, padding=0):
    return np.floor_divide(n + 2 * padding - kernel, stride) + 1
