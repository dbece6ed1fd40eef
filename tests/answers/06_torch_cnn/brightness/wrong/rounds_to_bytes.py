# mistake: rounds the brightness to whole bytes before scaling
# fails: test_brightness
# hint: How many different values can your brightness take? What does astype(np.uint8) do to 152.9?

def brightness(rgb):
    gray = (rgb @ np.array([0.299, 0.587, 0.114])).astype(np.uint8)
    return gray / 255
