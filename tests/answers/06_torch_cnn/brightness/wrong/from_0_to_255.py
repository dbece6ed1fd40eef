# mistake: does not scale to 0 to 1
# fails: test_brightness
# hint: How bright is white in your picture?

def brightness(rgb):
    return 0.299 * rgb[..., 0] + 0.587 * rgb[..., 1] + 0.114 * rgb[..., 2]
