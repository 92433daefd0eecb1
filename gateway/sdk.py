"""Sealing records for isogate: what the CRM's data layer imports, or copies as this one file.

Seal each record where it is read from the database, with the tenant *of the row*, never of the request:

    sealer = Sealer({"acme": os.environ["SEAL_KEY_ACME"]})
    block = sealer.seal(
        row.text, tenant=row.tenant_id, record=row.id, kind="lead", user=acting_user,
        subjects={"contact-17": "addressee"}, known=[("Jane Doe", "contact-17", "PERSON")],
    )

and paste `block` into any prompt. The gateway checks it, unwraps it and hides what must be hidden; a block of
another account, changed, cut or expired refuses the whole call. A block is authenticated, not encrypted:
treat it like its text.

It needs the standard library only. This module writes the format and `gateway/core/seal.py` reads it; neither
imports the other, so that this file can be vendored. `tests/vectors/sealing.json` holds both to
`docs/sealing.md`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta

__all__ = ["Sealer"]

ROLES = ("addressee", "sender", "third")
DEFAULT_LIFE = timedelta(hours=1)

_VERSION = 1
_SIGNATURE = "isgseal"
_BEGIN, _JOIN, _END = "isgseal1.", ".isgseal.", ".isgsealend"
_LINE = 96
_KEY = re.compile(r"isgs_([a-z0-9][a-z0-9-]{0,62})_([a-z0-9]{1,16})_([0-9A-Za-z]{43})([0-9A-Za-z]{6})")
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_KIND = re.compile(r"[a-z][a-z0-9_-]{0,31}")
_PURPOSE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_MAX_KNOWN_PARTS = 3

Known = str | tuple[str, str] | tuple[str, str | None, str | None]
"""A personal value in or around the record: the value, or (value, subject id), or (value, subject id, label).
"""


class Sealer:
    """Seals records with the seal keys that `isogate key seal TENANT` prints, one per tenant.

    Safe to share between threads. Raises `ValueError`, never naming a value, for whatever it cannot seal; so
    a mistake shows where the record is read and not as a refused call.
    """

    def __init__(self, keys: Mapping[str, str], *, clock: Callable[[], float] = time.time) -> None:
        """`keys`: tenant → seal key. `clock` gives the seconds since 1970 from which a `timedelta` counts."""
        self._keys = {tenant: _key(tenant, text) for tenant, text in keys.items()}
        self._clock = clock

    def seal(  # noqa: PLR0913 - every one of these is bound into the block, each by its name
        self,
        text: str,
        *,
        tenant: str,
        record: str,
        kind: str,
        user: str | None = None,
        purposes: Iterable[str] = (),
        subjects: Mapping[str, str] | None = None,
        known: Iterable[Known] = (),
        minors: Iterable[str] = (),
        born: Mapping[str, date | str] | None = None,
        expires: datetime | timedelta = DEFAULT_LIFE,
    ) -> str:
        """The record as one unbroken run of letters, digits, `_`, `-` and `.`.

        `tenant`: of the row. `record`: its id. `kind`: `lead`, `sample`, `template` or another lower-case
        word. `user`: whose it is; required for samples and wherever a purpose isolates users. `purposes`: what it
        may be used for, if not for all. `subjects`: data subject → who it is to the message being written
        (`addressee`, `sender`, `third`). `known`: personal values that the CRM knows. `minors`, `born` (subject →
        birth date): a person under 18 refuses the call. `expires`: an aware time, or a duration from now.
        """
        if tenant not in self._keys:
            raise ValueError("no seal key for the row's tenant")
        if _SIGNATURE in text.lower():
            raise ValueError("the text holds a sealed block or a part of one; seal each record once")
        key_id, key = self._keys[tenant]
        roles = dict(subjects or {})
        header: dict[str, object] = {
            "v": _VERSION,
            "kid": key_id,
            "tenant": tenant,
            "record": record,
            "kind": kind,
            "user": user,
            "purposes": _purposes(purposes),
            "subjects": roles,
            "known": [_known(each, roles) for each in known],
            "minors": sorted(minors),
            "born": {subject: _day(day) for subject, day in (born or {}).items()},
            "expires": self._expiry(expires),
        }
        _check(record, kind, user, roles)
        return _armoured(_signed(header, text, key))

    def _expiry(self, expires: datetime | timedelta) -> int:
        if isinstance(expires, timedelta):
            return int(self._clock() + expires.total_seconds())
        if expires.tzinfo is None:
            raise ValueError("the time of expiry needs a time zone")
        return int(expires.timestamp())


def _check(record: str, kind: str, user: str | None, roles: Mapping[str, str]) -> None:
    if not all(isinstance(each, str) for each in (record, user or "", *roles)):
        raise ValueError("ids are texts: say str(id)")
    if not set(roles.values()) <= set(ROLES):
        raise ValueError("a subject is addressee, sender or third")
    if not record or not _KIND.fullmatch(kind) or (kind == "sample" and not user):
        raise ValueError("a record id and a kind are needed, and a user for a sample")


def _purposes(purposes: Iterable[str]) -> list[str]:
    named = [purposes] if isinstance(purposes, str) else sorted({*purposes})
    if not all(_PURPOSE.fullmatch(str(each)) for each in named):
        raise ValueError("a purpose is a lower-case word, as in the gateway's address")
    return named


def _day(born: date | str) -> str:
    try:
        return date.fromisoformat(str(born)[:10]).isoformat()
    except ValueError:
        raise ValueError("a birth date is a date, or a text such as 1990-12-31") from None


def _signed(header: Mapping[str, object], text: str, key: bytes) -> bytes:
    filled = {name: value for name, value in header.items() if value not in (None, [], {})}
    canonical = json.dumps(filled, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    try:
        body = canonical.encode("ascii") + b"\n" + text.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError("the text holds half of a surrogate pair") from None
    return body + hmac.digest(key, body, "sha256")


def _armoured(payload: bytes) -> str:
    plain = base64.urlsafe_b64encode(payload).decode("ascii").rstrip("=")
    return _BEGIN + _JOIN.join(plain[at : at + _LINE] for at in range(0, len(plain), _LINE)) + _END


def _known(given: Known, roles: Mapping[str, str]) -> list[str | None]:
    parts: list[str | None] = [given] if isinstance(given, str) else list(given)
    if not 1 <= len(parts) <= _MAX_KNOWN_PARTS or not parts[0] or not parts[0].strip():
        raise ValueError("a known value is a text, (text, subject) or (text, subject, label)")
    value, subject, label = (*parts, None, None)[:_MAX_KNOWN_PARTS]
    if subject is not None and subject not in roles:
        raise ValueError("a known value names a subject that the block does not")
    return [value, subject, label]


def _key(tenant: str, text: str) -> tuple[str, bytes]:
    """Key id and key. The tenant stands in the text too: a key beside another tenant's name is refused."""
    match = _KEY.fullmatch(text)
    if match is None or match[1] != tenant or _base62(zlib.crc32(text[:-6].encode("ascii")), 6) != match[4]:
        raise ValueError("not a seal key of that tenant")
    number = 0
    for digit in match[3]:
        number = number * 62 + _DIGITS.index(digit)
    try:
        return match[2], number.to_bytes(hashlib.sha256().digest_size, "big")
    except OverflowError:
        raise ValueError("not a seal key of that tenant") from None


def _base62(number: int, characters: int) -> str:
    digits = ""
    for _ in range(characters):
        number, digit = divmod(number, 62)
        digits = _DIGITS[digit] + digits
    return digits
