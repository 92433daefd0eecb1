"""AES-256-GCM from `cryptography` behind the cipher port.

A wrapped key is `nonce (96 random bits) + ciphertext + tag`. One key wraps one root key per tenant, so random
nonces stay far below the 2**32 messages that NIST SP 800-38D section 8.3 allows. The tenant's id,
length-prefixed, is associated data: a row copied under another tenant's name does not open.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gateway.ports.clock import Clock

KEY_BYTES = 32
NONCE_BYTES = 12
_TAG_BYTES = 16


class CryptographyCipher:
    """Wraps tenants' root keys under the master key. Holds the key schedule only, never in its `repr`."""

    def __init__(self, master_key: bytes, clock: Clock) -> None:
        """Take 32 bytes (`ValueError` otherwise) and the source of nonces."""
        if len(master_key) != KEY_BYTES:
            raise ValueError("the master key has 32 bytes")
        self._aead = AESGCM(master_key)
        self._clock = clock

    def wrap(self, root_key: bytes, tenant: str) -> bytes:
        """The wrapped form, safe for the store; differs each time."""
        nonce = self._clock.random_bytes(NONCE_BYTES)
        return nonce + self._aead.encrypt(nonce, root_key, _bound(tenant))

    def under(self, key: bytes) -> CryptographyCipher:
        """A cipher under another key, with the same source of nonces."""
        return CryptographyCipher(key, self._clock)

    def unwrap(self, wrapped: bytes, tenant: str) -> bytes:
        """The root key; raises `ValueError` if the master key, tenant or bytes do not fit."""
        if len(wrapped) <= NONCE_BYTES + _TAG_BYTES:
            raise ValueError("the wrapped key is too short")
        try:
            return self._aead.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], _bound(tenant))
        except InvalidTag:
            raise ValueError("the wrapped key does not fit this master key and tenant") from None


def _bound(tenant: str) -> bytes:
    encoded = tenant.encode("utf-8", "surrogatepass")
    return b"isogate root key" + len(encoded).to_bytes(4, "big") + encoded
