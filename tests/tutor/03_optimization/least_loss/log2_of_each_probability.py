# same as: in_bits
def least_loss(logits):
    log_p, log_q = F.logsigmoid(logits), F.logsigmoid(-logits)
    nats = log_p.exp() * log_p + log_q.exp() * log_q
    return -torch.mean(nats / math.log(2.0))
