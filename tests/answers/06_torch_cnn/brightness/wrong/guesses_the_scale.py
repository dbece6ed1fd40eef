# mistake: guesses from the largest value whether the picture is scaled already
# fails: test_brightness
# hint: A byte of 1 is nearly black. What does your function make of a picture in which nothing is brighter?

def brightness(rgb):
    rgb = rgb.astype(float)
    if rgb.max() > 1:
        rgb = rgb / 255
    return 0.299 * rgb[..., 0] + 0.587 * rgb[..., 1] + 0.114 * rgb[..., 2]
