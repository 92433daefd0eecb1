"""The text of a gateway key: `isg_<tenant>_<key id>_<secret><checksum>`.

A fixed prefix lets secret scanners find a leaked key; the checksum (CRC-32) lets the gateway and anybody else
tell a typing error without a store; the tenant stands inside, so that one trip to the store is enough. The
tenant is only a claim until the store's row with this key's digest says the same (`Admission.key`), and the
store holds no key, only `digest(pepper, text)`: 256 bits of secret under HMAC need no slow hash.

Seal keys (`gateway/sdk.py`) have the same form with the prefix `isgs`, so that neither passes for the other.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import field

from gateway.core.derive import Keyed
from gateway.core.tenant import TENANT_ID, is_tenant_id
from gateway.core.values import fixed

API_PREFIX = "isg"
SEAL_PREFIX = "isgs"
SECRET_BYTES = 32
MAX_KEY_CHARACTERS = 160
"""Longer text is no key: prefix, 63 of tenant, 16 of id, 49 of secret and checksum, three separators."""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_PAIRS = [first + second for first in _DIGITS for second in _DIGITS]
_SECRET_CHARACTERS = 43  # 62**43 > 2**256
_CHECKSUM_CHARACTERS = 6  # 62**6 > 2**32
_KEY_ID = re.compile(r"[a-z0-9]{1,16}")
_KEY = re.compile(
    rf"(isgs?)_({TENANT_ID})_([a-z0-9]{{1,16}})_([0-9A-Za-z]{{{_SECRET_CHARACTERS}}})([0-9A-Za-z]{{{_CHECKSUM_CHARACTERS}}})"
)
_VISIBLE_PARTS = 3


@fixed()
class PresentedKey:
    """A well-formed gateway key: what it claims, nothing proved yet."""

    tenant: str
    key_id: str
    text: str = field(repr=False)


def compose(prefix: str, tenant: str, key_id: str, secret: bytes) -> str:
    """The key's text. Raises `ValueError` when an id or the secret's length does not fit."""
    if not is_tenant_id(tenant) or not _KEY_ID.fullmatch(key_id) or len(secret) != SECRET_BYTES:
        raise ValueError("a key needs a tenant id, a key id of [a-z0-9] and 32 bytes")
    stem = f"{prefix}_{tenant}_{key_id}_{_base62(int.from_bytes(secret, 'big'), _SECRET_CHARACTERS)}"
    return stem + _checksum(stem)


def parse(text: str) -> PresentedKey | None:
    """The gateway key that `text` is, or None: not of the form, or its checksum does not fit."""
    if len(text) > MAX_KEY_CHARACTERS:
        return None
    match = _KEY.fullmatch(text)
    if match is None or match[1] != API_PREFIX or _checksum(text[:-_CHECKSUM_CHARACTERS]) != match[5]:
        return None
    return PresentedKey(match[2], match[3], text)


def digest(pepper: Keyed, text: str) -> str:
    """What the store holds in a key's place: HMAC-SHA256 under the deployment's pepper, in hex."""
    return pepper.derive(text).hex()


def mask_key(text: str) -> str:
    """What may be shown of a key: prefix, tenant and key id (none of which opens anything), or `***`."""
    if not _KEY.fullmatch(text):
        return "***"
    return "_".join(text.split("_")[:_VISIBLE_PARTS]) + "_***"


def _checksum(stem: str) -> str:
    others, last = divmod(zlib.crc32(stem.encode("ascii")), len(_PAIRS))
    first, middle = divmod(others, len(_PAIRS))
    return _PAIRS[first] + _PAIRS[middle] + _PAIRS[last]


def _base62(number: int, characters: int) -> str:
    pairs = []
    for _ in range(0, characters, 2):
        number, pair = divmod(number, len(_PAIRS))
        pairs.append(_PAIRS[pair])
    return "".join(reversed(pairs))[-characters:]
