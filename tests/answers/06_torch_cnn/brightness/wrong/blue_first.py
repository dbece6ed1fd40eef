# mistake: reads the channels as blue, green, red, as OpenCV does
# fails: test_brightness
# hint: In which order do the three colors stand in the last axis?

def brightness(rgb):
    return (0.114 * rgb[..., 0] + 0.587 * rgb[..., 1] + 0.299 * rgb[..., 2]) / 255
