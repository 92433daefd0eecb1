"""One reading and one writing of JSON for the whole gateway: no two parts of it see different documents.

Strict (T07): UTF-8 without BOM, one object, no duplicate keys, no NaN or Infinity, no number that
overflows, none longer than 64 characters, no lone surrogates, nothing after the end. Size, nodes and depth
are known from the bytes before anything is built (T20). The standard library's parser keeps no string or
key alive after the call (measured, threats-and-faults.md section d). Refusals name no content, and no
parser's exception, which holds the document, is chained to them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from json import encoder
from math import isfinite
from typing import Final, cast

from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonObject, JsonValue

MAX_NUMBER_CHARACTERS: Final = 64
"""Beside the sign (T20)."""

MIB: Final = 1024 * 1024
PROBE_BYTES: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may be, and the codes that its breach raises.

    A node is a value: object, array or scalar.
    """

    max_bytes: int = MIB
    max_depth: int = 24
    max_nodes: int = 10_000
    invalid: Code = Code.INVALID_REQUEST
    too_large: Code = Code.TOO_LARGE


REQUEST: Final = Limits()
"""A caller's body (product.md section 3).

Too deep is `invalid_request`; too many bytes or nodes is `too_large`.
"""

WITH_IMAGES: Final = Limits(12 * MIB)
"""The same, where images are allowed."""

OUTGOING: Final = Limits(4 * MIB, 40, 40_000, Code.INTERNAL, Code.INTERNAL)
"""Our own bytes, read again: a body grows by its tokens, the note and a provider's envelope."""

OUTGOING_WITH_IMAGES: Final = Limits(24 * MIB, 40, 40_000, Code.INTERNAL, Code.INTERNAL)
"""The same, where images were written anew: one may be larger then."""

ANSWER: Final = Limits(8 * MIB, 32, 40_000, Code.PROVIDER_ERROR, Code.PROVIDER_ERROR)
"""A provider's whole answer."""

VECTORS: Final = Limits(8 * MIB, 8, 300_000, Code.PROVIDER_ERROR, Code.PROVIDER_ERROR)
"""A whole answer of vectors: 64 of 4,096 numbers each, or 256 in base64."""

EVENT: Final = Limits(4 * MIB, 32, 20_000, Code.PROVIDER_ERROR, Code.PROVIDER_ERROR)
"""One event of a provider's stream. Those of OpenAI's Responses hold the instructions, the tools and the whole answer."""


class _Unreadable:
    """Stands for a document that broke a rule.

    A sentinel, so that no exception with the document in it lives on.
    """


_UNREADABLE: Final = _Unreadable()

# Possessive, so that nothing is retried: linear over any bytes, unterminated strings included.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_SPACE = b" \t\r\n"
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def _object(pairs: list[tuple[str, JsonValue]]) -> JsonObject:
    read = dict(pairs)
    if len(read) != len(pairs):
        msg = "duplicate key"
        raise ValueError(msg)
    return read


def _is_long(text: str) -> bool:
    return len(text.removeprefix("-")) > MAX_NUMBER_CHARACTERS


def _number(text: str) -> float:
    value = float(text)
    if (len(text) > MAX_NUMBER_CHARACTERS and _is_long(text)) or not isfinite(value):
        msg = "number out of range"
        raise ValueError(msg)
    return value


def _integer(text: str) -> int:
    if len(text) > MAX_NUMBER_CHARACTERS and _is_long(text):
        msg = "number out of range"
        raise ValueError(msg)
    return int(text)


def _constant(text: str) -> JsonValue:
    del text
    msg = "not JSON"
    raise ValueError(msg)


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_number, parse_int=_integer, parse_constant=_constant
)
_SCAN: Final = cast("Callable[[str, int], tuple[JsonValue, int]]", vars(_DECODER)["scan_once"])
"""What `decode` calls: the value that begins at a place, and where it ends. `StopIteration` where none begins."""
_WHITE = " \t\r\n"


def _writer(*, sort_keys: bool) -> Callable[[object, int], Iterable[str]]:
    """The encoder's C form, made once: `encode` makes one for every call. Without it, the encoder's own generator."""
    make = getattr(encoder, "c_make_encoder", None)
    plain = json.JSONEncoder(
        ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=sort_keys, separators=(",", ":")
    )
    if make is None:
        return cast("Callable[[object, int], Iterable[str]]", plain.iterencode)
    made = make(None, plain.default, encoder.encode_basestring, None, ":", ",", sort_keys, False, False)  # noqa: FBT003 - C takes no names
    return cast("Callable[[object, int], Iterable[str]]", made)


_WRITE: Final = _writer(sort_keys=False)
_WRITE_SORTED: Final = _writer(sort_keys=True)
quoted: Final = encoder.encode_basestring
"""A string as `dump_text` writes it."""


def parse(raw: bytes, limits: Limits = REQUEST) -> JsonObject:
    """The one object in `raw`.

    Raises `limits.too_large` or `limits.invalid`; never anything else, whatever the bytes.
    """
    value = parse_value(raw, limits)
    if not isinstance(value, dict):
        raise Refusal(limits.invalid)
    return value


def parse_value(raw: bytes, limits: Limits = REQUEST) -> JsonValue:
    """As `parse`, for any JSON value: a document that stands in another one as a string may be an array."""
    if len(raw) > limits.max_bytes:
        raise Refusal(limits.too_large)
    # A long body's beginning is measured by itself, so that 12 MB of `[` cost little.
    if len(raw) > PROBE_BYTES:
        _measure(raw[:PROBE_BYTES], limits, spare=1)  # a `[` at the cut may turn out to be empty
    _measure(raw, limits, spare=0)
    value = _read(raw)
    if isinstance(value, _Unreadable):
        raise Refusal(limits.invalid)
    return value


def dump_text(value: object) -> str:
    """Compact JSON in the order of insertion.

    Raises `ValueError` for NaN, `TypeError` for what is no JSON.
    """
    return "".join(_WRITE(value, 0))


def dump(value: object) -> bytes:
    """The project's one writer: `dump_text` in UTF-8. Raises `ValueError` for a lone surrogate, too."""
    return "".join(_WRITE(value, 0)).encode()


def dump_canonical(value: object) -> bytes:
    """As `dump`, with each object's keys in order: equal bytes for equal values."""
    return "".join(_WRITE_SORTED(value, 0)).encode()


def _measure(raw: bytes, limits: Limits, *, spare: int) -> None:
    """Raise if nodes or depth exceed `limits`.

    Counts on the bytes: an upper bound first, exactly only where that is not enough.
    """
    openers = raw.count(b"{") + raw.count(b"[")
    if openers <= limits.max_depth and openers + raw.count(b",") < limits.max_nodes:
        return
    bare = _STRING.sub(b'"', raw).translate(None, _SPACE)
    openers = bare.count(b"{") + bare.count(b"[")
    empty = bare.count(b"{}") + bare.count(b"[]")
    nodes = 1 + bare.count(b",") + openers - empty
    if max(openers, nodes - spare) > limits.max_nodes:
        raise Refusal(limits.too_large)
    if openers > limits.max_depth and _depth(bare.translate(None, _NOT_BRACKETS)) > limits.max_depth:
        raise Refusal(limits.invalid)


def _depth(brackets: bytes) -> int:
    deepest = depth = 0
    for bracket in brackets:
        if bracket in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
            if depth < 0:  # no JSON: the parser says so
                break
    return deepest


def _read(raw: bytes) -> JsonValue | _Unreadable:
    try:
        text = raw.decode()
        begun = text.lstrip(_WHITE)
        value, end = _SCAN(begun, 0)
        if "\\" in text and _SURROGATE.search(text):
            dump(value)
    except (ValueError, RecursionError, StopIteration):
        return _UNREADABLE
    return value if end == len(begun) or not begun[end:].strip(_WHITE) else _UNREADABLE
