"""The world behind the ports: one library per adapter."""
