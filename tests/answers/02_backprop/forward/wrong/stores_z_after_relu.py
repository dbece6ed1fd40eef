# mistake: stores the hidden values where the pre-activations belong
# fails: test_forward_lists
# hint: relu'(z) needs z before relu. What do you keep in zs?

def forward(x, params):
    hs, zs, h = [], [], x
    for layer, (W, b) in enumerate(params):
        hs.append(h)
        h = h @ W + b
        if layer < len(params) - 1:
            h = relu(h)
        zs.append(h)
    return h, hs, zs
