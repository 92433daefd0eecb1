"""`isogate try`: sample calls through the whole gateway, shown side by side."""
