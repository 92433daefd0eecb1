"""Tokens of the CRM's issuer (JWT), verified with PyJWT."""
