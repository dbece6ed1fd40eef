# mistake: squeeze leaves an array without axes if there is exactly one mistake
# fails: test_misclassified
# hint: What is the shape of your result if one sample is wrong? It should be (1,).

def misclassified(logits, y):
    wrong = np.argwhere((logits > 0) != (y == 1))[:, :1]
    return wrong[np.argsort(-np.abs(logits)[wrong[:, 0], 0])].squeeze()
