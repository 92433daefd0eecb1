"""`isogate tripwire`: what is a tenant's own, enrolled by fingerprint."""
