# same as: padding_once
def output_size(n, kernel, stride=1, padding=0):
    places = range(0, n + padding - kernel + 1, stride)
    return len(places)
