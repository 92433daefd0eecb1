"""What people do to the gateway: tenants, keys, consent, seals."""
