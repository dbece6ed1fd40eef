# mistake: fills a list of references to one row
# fails: test_numerical_grads
# hint: [[0] * columns] * rows is one row, many times. What happens to all rows when you write into one?

def numerical_grads(f, arrays):
    grads = []
    for which, array in enumerate(arrays):
        rows, columns = array.shape
        grad = [[0.0] * columns] * rows
        for row in range(rows):
            for column in range(columns):
                grad[row][column] = finite_difference(f, arrays, (which, row, column))
        grads.append(np.array(grad))
    return grads
