"""The nine steps: a module each, with one function of its name."""
