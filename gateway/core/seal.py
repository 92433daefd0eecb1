"""Opening sealed blocks: records that the CRM's data layer wrapped with the tenant of their row (C4.5).

`gateway/sdk.py` writes blocks, this module reads them; the format is in `docs/sealing.md`. A block begins
with `isgseal1.`, ends with `.isgsealend`, and holds `.isgseal.` every 96 characters, so that a piece of one
is known as such wherever it was cut: whatever bears the signature and is not a whole, valid block refuses the
call (`context_forged`). Passed on as if it were text, a cut block would be its record in base64, out of every
detector's sight.

The HMAC binds header and text to the tenant's key. It is checked before anything of the header but tenant and
key id is believed, in constant time.
"""

from __future__ import annotations

import binascii
import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import NamedTuple

from gateway.core.entities import Label
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.source import Known, Party

SIGNATURE = "isgseal"
ADULT_YEARS = 18

_BEGIN, _JOIN, _END = "isgseal1.", ".isgseal.", ".isgsealend"
_VERSION = 1
_KIND = re.compile(r"[a-z][a-z0-9_-]{0,31}")
_MAC_BYTES = 32
_PADDING = ("", "===", "==", "=")
"""By the length modulo four. None is of one letter too many: three signs are refused, as any count would be."""
_HEADER = json.JSONDecoder()
_CONTROLS = bytes([*range(1, 9), *range(14, 32), 127])
_USUAL = bytes({*range(0x80)} - {*_CONTROLS})
"""ASCII without control characters."""
_ASCII_LOWER = bytes(range(0x100)).lower()
_SIGNATURE_BYTES = SIGNATURE.encode()
_UNSEEN = re.compile(
    "[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u20d0-\u20f0\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]+"
)
_DISGUISE = re.compile(
    _UNSEEN.pattern + "|[\u1d2c-\u1d6a\u2070-\u209c\u2100-\u214f\u2460-\u24ff\uff21-\uff5a\U0001d400-\U0001d7ff]"
)
"""Signs that are not seen, and letters that NFKD makes plain. NFKC would make one new letter of a letter and a sign above it."""
_ROLES: Mapping[object, Party] = MappingProxyType(
    {party.value: party for party in (Party.ADDRESSEE, Party.SENDER, Party.THIRD)}
)
_UNKNOWN = Party.UNKNOWN
_made = tuple.__new__
"""Makes a named tuple of what is checked already, in half the time of calling its class."""
_LABELS: Mapping[str | None, Label] = MappingProxyType({label.value: label for label in Label})


class Run(NamedTuple):
    """Where a block stands in a text, and its payload; nothing of it is believed yet."""

    start: int
    end: int
    payload: str

    def __repr__(self) -> str:
        """Its place alone."""
        return f"Run({self.start}, {self.end})"


class Block(NamedTuple):
    """A block that was opened: it is this tenant's own, whole, and has not expired.

    A tuple, as `Run` is: a call may hold hundreds, and a frozen dataclass takes three times as long to make.
    """

    kind: str
    user: str | None
    subjects: Mapping[str, Party]
    known: tuple[Known, ...]
    party: Party
    """Whose a value is that is found in the text and that `known` does not name."""
    has_minor: bool
    text: str
    purposes: frozenset[str] | None = None
    """What it may be used for; None: for whatever its tenant uses records for."""

    def __repr__(self) -> str:
        """Nothing of what it holds."""
        return f"Block({self.kind})"


class SealKey:
    """A tenant's seal key, made ready once for all blocks of a call: HMAC's two keyed states, to be copied.

    HMAC-SHA256 as RFC 2104 has it. `hmac.digest` keys both states anew for every message, which is half of its time.
    """

    __slots__ = ("_inner", "_outer")

    def __init__(self, key: bytes) -> None:
        """`key`: at most one block of the hash, as every seal key is."""
        padded = key.ljust(hashlib.sha256().block_size, b"\0")
        if len(padded) != hashlib.sha256().block_size:
            raise ValueError("a seal key has 32 bytes")
        self._inner = hashlib.sha256(padded.translate(hmac.trans_36))
        self._outer = hashlib.sha256(padded.translate(hmac.trans_5C))

    def mac(self, message: bytes) -> bytes:
        """The MAC of `message`, 32 bytes."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(message)
        outer.update(inner.digest())
        return outer.digest()


def is_mentioned(text: str) -> bool:
    """True when a block, or any piece of one that is not tiny, is in `text`.

    Upper and lower case alike, in letters of any width, and with signs between them that are not seen.
    """
    if len(text) < len(SIGNATURE) and text.isascii():  # what stands between two blocks, as a rule
        return False
    return SIGNATURE in text or _is_in(text, text.encode("utf-8", "surrogatepass"))


def _is_in(text: str, data: bytes) -> bool:
    """The same of a text that lies there in UTF-8 already. Control characters and case are taken off in one pass."""
    if data.translate(_ASCII_LOWER, _CONTROLS).find(_SIGNATURE_BYTES) >= 0:  # `in` asks for a buffer first
        return True
    return not text.isascii() and _is_disguised(text, data)


def _is_disguised(text: str, data: bytes) -> bool:
    unusual = data.translate(None, _USUAL).decode("utf-8", "surrogatepass")
    if not _DISGUISE.search(unusual):
        return False
    return SIGNATURE in _UNSEEN.sub("", unicodedata.normalize("NFKD", text)).lower()


def runs(text: str) -> list[Run]:
    """The blocks in `text`, in order. Raises `context_forged` for whatever bears the signature beside them.

    Linear: it stops at the first thing that is wrong.
    """
    found: list[Run] = []
    cursor = 0
    while (start := text.find(_BEGIN, cursor)) >= 0:
        stop = text.find(_END, start)
        if stop < 0 or (start > cursor and is_mentioned(text[cursor:start])):
            raise Refusal(Code.CONTEXT_FORGED)
        cursor = stop + len(_END)
        lines = text[start + len(_BEGIN) : stop].split(_JOIN)  # and joined: faster than to replace
        found.append(_made(Run, (start, cursor, "".join(lines))))
    if cursor < len(text) and is_mentioned(text[cursor:] if cursor else text):
        raise Refusal(Code.CONTEXT_FORGED)
    return found


def open_block(run: Run, *, tenant: str, keys: Mapping[str, SealKey], now: datetime) -> Block:
    """The block of `run`; `keys`: key id → seal key of `tenant`.

    Raises `context_foreign` for another tenant's, `context_forged` for a broken or nested one,
    `context_expired`.
    """
    signed, mac = _decoded(run.payload)
    header_bytes, newline, text_bytes = signed.partition(b"\n")
    header = _json(header_bytes)
    if header.get("tenant") != tenant:
        raise Refusal(Code.CONTEXT_FOREIGN)
    key = keys.get(str(header.get("kid")))
    if not newline or key is None or not hmac.compare_digest(key.mac(signed), mac):
        raise Refusal(Code.CONTEXT_FORGED)
    try:
        text = text_bytes.decode()
        block, expires = _read(header, text, now)
    except (ValueError, TypeError, LookupError):  # genuine, but of no form that this version knows
        raise Refusal(Code.CONTEXT_FORGED) from None
    if _is_in(text, text_bytes):
        raise Refusal(Code.CONTEXT_FORGED)
    if now.timestamp() >= expires:
        raise Refusal(Code.CONTEXT_EXPIRED)
    return block


def _decoded(payload: str) -> tuple[bytes, bytes]:
    plain = payload.replace("-", "+").replace("_", "/") + _PADDING[len(payload) % 4]
    try:
        raw = binascii.a2b_base64(plain, strict_mode=True)
    except ValueError:
        raise Refusal(Code.CONTEXT_FORGED) from None
    return raw[:-_MAC_BYTES], raw[-_MAC_BYTES:]


def _json(header: bytes) -> JsonObject:
    """The header; one that does not begin with an object, or goes on after it, is none. No spaces stand around it."""
    try:
        text = header.decode()
        parsed, end = _HEADER.raw_decode(text)
    except (ValueError, RecursionError):
        raise Refusal(Code.CONTEXT_FORGED) from None
    if end != len(text) or not isinstance(parsed, dict):
        raise Refusal(Code.CONTEXT_FORGED)
    return parsed


def _read(header: JsonObject, text: str, now: datetime) -> tuple[Block, int]:
    """The block and its expiry. Raises `ValueError`, `TypeError` or `LookupError` for a strange header."""
    kind, user, expires = header["kind"], header.get("user"), header["expires"]
    if header["v"] != _VERSION or not isinstance(kind, str) or not _KIND.fullmatch(kind):
        raise ValueError
    if not (user is None or isinstance(user, str)) or isinstance(expires, bool) or not isinstance(expires, int):
        raise TypeError
    subjects = {subject: _ROLES[role] for subject, role in _mapping(header.get("subjects")).items()}
    known, party = _known(_list(header.get("known")), subjects)
    minor = bool(_list(header.get("minors")))
    for day in _mapping(header.get("born")).values():
        minor = _years(date.fromisoformat(_text(day)), now.date()) < ADULT_YEARS or minor
    purposes = frozenset(map(_text, _list(header["purposes"]))) if "purposes" in header else None
    block = _made(Block, (kind, user, MappingProxyType(subjects), known, party, minor, text, purposes))
    return block, expires


def _known(listed: list[JsonValue], subjects: Mapping[str, Party]) -> tuple[tuple[Known, ...], Party]:
    """The known values, and whose a value is that is found in the text and named by none of them."""
    parties = {*subjects.values()}
    party = parties.pop() if len(parties) == 1 else _UNKNOWN
    for each in listed:
        if isinstance(each, list) and each[1] is not None:
            party = _UNKNOWN
            break
    known = []
    for each in listed:
        if not isinstance(each, list):
            raise TypeError
        value, subject, label = each
        if not isinstance(value, str) or not (label is None or isinstance(label, str)):
            raise TypeError
        if subject is None:
            whose = party
        elif isinstance(subject, str):
            whose = subjects[subject]
        else:
            raise TypeError
        # A label that this version does not know is no reason to miss the value: it is hidden without one.
        known.append(_made(Known, (value, _LABELS.get(label), whose)))
    return tuple(known), party


def _years(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _text(value: JsonValue) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _list(value: JsonValue) -> list[JsonValue]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise TypeError
    return value


def _mapping(value: JsonValue) -> JsonObject:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise TypeError
    return value
