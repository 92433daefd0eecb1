"""The embedded name model: words and word pieces, windows, the network, and its spans."""
