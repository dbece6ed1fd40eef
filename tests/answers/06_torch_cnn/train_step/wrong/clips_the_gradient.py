# mistake: shortens long gradients to length 1
# fails: test_train_step
# hint: Which line of yours changes the gradient after it was computed, and who asked for that?

def train_step(model, optimizer, x, y):
    optimizer.zero_grad()
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return loss.item()
