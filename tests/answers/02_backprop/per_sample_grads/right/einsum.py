def per_sample_grads(d_logits, hs, zs, params):
    grads, delta = [], d_logits
    for (W, _), h, z_below in zip(params[::-1], hs[::-1], [*zs[:-1][::-1], None]):
        grads.insert(0, (np.einsum("ni,nj->nij", h, delta), delta.reshape(len(delta), 1, -1)))
        if z_below is not None:
            delta = np.einsum("nj,ij->ni", delta, W) * (z_below > 0)
    return grads
