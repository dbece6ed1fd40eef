# mistake: a difference quotient with a step so small that rounding decides
# fails: test_d_sigmoid
# hint: A step of 1e-12 leaves hardly any digits in the difference of two numbers near 1/2. There is an
# exact formula; why not use it?

def d_sigmoid(z: np.ndarray) -> np.ndarray:
    return (sigmoid(z + 1e-12) - sigmoid(z)) / 1e-12
