"""What each proven provider is sent, recorded from the network and reviewed: `python -m tests.golden` writes it anew."""
