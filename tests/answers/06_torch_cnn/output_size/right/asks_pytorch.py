def output_size(n, kernel, stride=1, padding=0):
    return F.conv1d(torch.zeros(1, 1, n), torch.zeros(1, 1, kernel), stride=stride, padding=padding).shape[2]
