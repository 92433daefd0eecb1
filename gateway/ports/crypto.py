"""Encryption that the standard library lacks."""

from __future__ import annotations

from typing import Protocol


class Cipher(Protocol):
    """Wraps tenants' root keys under the deployment's master key (AES-256-GCM; the tenant's id is bound as associated data)."""

    def wrap(self, root_key: bytes, tenant: str) -> bytes:
        """The wrapped form, safe for the store."""
        ...

    def under(self, key: bytes) -> Cipher:
        """A cipher like this one under another key. Raises `ValueError` unless that has 32 bytes."""
        ...

    def unwrap(self, wrapped: bytes, tenant: str) -> bytes:
        """The root key; raises `ValueError` if the master key, tenant or bytes do not fit."""
        ...
