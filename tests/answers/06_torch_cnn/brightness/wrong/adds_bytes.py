# mistake: adds the colors as bytes, which wrap around
# fails: test_brightness
# hint: What is 200 + 100 in a uint8? What type does each of your steps have?

def brightness(rgb):
    weights = (76, 150, 29)  # 0.299, 0.587 and 0.114 of 255
    return sum((rgb[..., c] * np.uint8(weights[c])) for c in range(3)) / 255.0
