"""The detector: Presidio's recognizers made linear, known values, and whatever recognizers an operator plugs in."""
