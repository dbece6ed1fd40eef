# mistake: the three colors count the same
# fails: test_brightness
# hint: A pure blue and a pure green look equally bright to you?

def brightness(rgb):
    return rgb.mean(axis=2) / 255
