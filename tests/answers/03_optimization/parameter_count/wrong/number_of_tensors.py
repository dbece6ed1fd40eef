# mistake: counts arrays instead of their entries
# fails: test_parameter_count
# hint: A layer from 2 to 1 has two arrays. How many numbers?

def parameter_count(model):
    return len(list(model.parameters()))
