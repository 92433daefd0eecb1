"""Providers whose wire is not the caller's: translated by litellm, sent through the gateway's own egress."""
