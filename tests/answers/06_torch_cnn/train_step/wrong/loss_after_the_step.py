# mistake: computes the loss again after the step
# fails: test_train_step
# hint: When is the loss asked for? Yours is a little too low, and costs a second pass.

def train_step(model, optimizer, x, y):
    optimizer.zero_grad()
    F.cross_entropy(model(x), y).backward()
    optimizer.step()
    return F.cross_entropy(model(x), y).item()
