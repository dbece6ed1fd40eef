# mistake: returns probabilities instead of logits
# fails: test_forward
# hint: The loss of 2.4 wants the logit. Which function turns it into a probability, and where does it belong?

def forward(x, params):
    hs, zs = [x], []
    for W, b in params:
        zs.append(hs[-1] @ W + b)
        hs.append(relu(zs[-1]))
    return sigmoid(zs[-1]), hs[:-1], zs
