# mistake: divides the padding by the stride on its own
# fails: test_output_size
# hint: Two remainders are lost where the formula loses one. Put everything into one quotient.


# where: output_size(27, 5, stride=3, padding=1): 8 instead of 9.
def output_size(n: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    """How many places a kernel finds on a row of pixels.

    Args:
        n: number of pixels.
        kernel: width of the kernel, in pixels.
        stride: step from one place to the next.
        padding: zeros added at each end.

    Returns:
        The number of places.
    """
    return (n - kernel) // stride + 1 + 2 * padding // stride
