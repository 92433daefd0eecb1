"""Files and environment into typed values; every problem is found at once."""
