# mistake: ones and zeros are written into the array that was passed in
# fails: test_d_relu
# hint: The values are right, but z is overwritten with them. Where could you write them instead?

def d_relu(z: np.ndarray) -> np.ndarray:
    z[z > 0] = 1
    z[z <= 0] = 0
    return z
