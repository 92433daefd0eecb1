"""Where restoring stops: links, attributes and tags, as each kind of reader of an answer would see them."""
