"""One module per API that the gateway speaks: allowed fields, where text lives, events, error shape."""
