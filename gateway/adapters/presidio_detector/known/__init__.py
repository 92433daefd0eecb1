"""What the CRM knows: the forms in which it may be written, and where they stand in a text."""
