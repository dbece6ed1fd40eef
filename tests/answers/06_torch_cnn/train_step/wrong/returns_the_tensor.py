# mistake: returns the loss with its record
# fails: test_train_step
# hint: A list of 1000 such losses keeps 1000 records in memory. Which number do you want?

def train_step(model, optimizer, x, y):
    loss = F.cross_entropy(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss
