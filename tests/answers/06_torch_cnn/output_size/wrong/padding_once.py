# mistake: adds the padding at one end only
# fails: test_output_size
# hint: At how many ends does a row have padding?

def output_size(n, kernel, stride=1, padding=0):
    return (n + padding - kernel) // stride + 1
