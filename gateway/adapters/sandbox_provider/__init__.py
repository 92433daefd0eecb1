"""A provider inside the process, for trying and testing offline."""
