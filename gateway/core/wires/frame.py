"""What a stream says again and again: the same event around another text, known by its bytes.

Most events of a stream differ from the one before in the text that they bring, and perhaps in a few fields of no concern to the
wire: padding, a number in line. To parse, judge, rebuild and write each of them anew is most of a chunk's cost. A frame is the
bytes of an event that was read in full, cut open at these places. It is proved by parsing: with other strings and numbers put
into the places, the same document must come out with other values there. JSON is read part by part, so that this holds for every
string without quotation mark, backslash and control character, and every number of digits: an event in the frame says what the
event in full said, but for its text. All others are read in full.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Final, Self, cast

from gateway.core.errors import Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.strict_json import EVENT, parse
from gateway.core.wire import Event, GoingOn, ServerSentEvent

Path = tuple[str | int, ...]

TRIES: Final = 4
"""Frames of a stream that may fail one after the other, before its events are read in full to its end."""
_PLAIN: Final = re.compile(rb'[^"\\\x00-\x1f]++')
"""A JSON string's inside that stands for itself; whether it is UTF-8 is seen when it is decoded."""
_PASSED_OVER: Final = re.compile(rb"[ !#-\[\]-~]*+")
_NUMBER: Final = re.compile(rb"0|[1-9][0-9]{0,17}")
_OTHER_TEXT: Final = "other text"
_OTHER_NUMBER: Final = 7


class Frame:
    """The frame of one event."""

    __slots__ = ("_end", "_kinds", "_least", "_literals", "_name", "_start", "_text_at", "has_fitted")

    def __init__(
        self, name: str | None, literals: Sequence[bytes], kinds: Sequence[re.Pattern[bytes]], text_at: int
    ) -> None:
        """Literals and places in turns; `text_at` counts the place of the text."""
        self._name = name
        self._start, *self._literals, self._end = literals
        self._least = len(self._start) + len(self._end)
        self._kinds = kinds
        self._text_at = text_at
        self.has_fitted = False
        """True once an event was in it."""

    @classmethod
    def of(cls, raw: ServerSentEvent, event: Event, path: Path, varying: Collection[str]) -> Self | None:
        """The frame of `raw`, which says `event`, around the text at `path`; None where it cannot be proved."""
        places: list[tuple[int, int, re.Pattern[bytes]]] = []
        wanted: JsonValue = event.data
        for at in (path, *((name,) for name in varying if name in event.data)):
            value = _at(event.data, at)
            is_text = isinstance(value, str)
            kind = _PLAIN if at == path else _PASSED_OVER if is_text else _NUMBER
            place = _place(raw.data, cast("str", at[-1]), cast("str | int", value))
            if place is None:
                return None
            places.append((*place, kind))
            wanted = _with(wanted, at, _OTHER_TEXT if is_text else _OTHER_NUMBER)
        places.sort(key=lambda place: place[0])
        literals = list(_around(raw.data, places))
        tried = [_OTHER_NUMBER if kind is _NUMBER else _OTHER_TEXT for _, _, kind in places]
        if _parsed(literals, tried) != wanted:
            return None
        kinds = [kind for _, _, kind in places]
        return cls(raw.name, literals, kinds, kinds.index(_PLAIN))

    def text(self, raw: ServerSentEvent) -> str | None:
        """The text of an event in this frame; None for any other event."""
        data = raw.data
        if (
            raw.name != self._name
            or len(data) < self._least
            or not (data.startswith(self._start) and data.endswith(self._end))
        ):
            return None
        at, end = len(self._start), len(data) - len(self._end)
        inside: bytes | None = None
        if self._literals:
            inside = self._text(data, at, end)
        elif _PLAIN.fullmatch(data, at, end):
            inside = data[at:end]
        if inside is None:
            return None
        try:
            text = inside.decode()
        except UnicodeDecodeError:
            return None
        self.has_fitted = True
        return text

    def _text(self, data: bytes, at: int, end: int) -> bytes | None:
        """The text among what stands there."""
        text = b""
        for number, kind in enumerate(self._kinds):
            until = data.find(self._literals[number], at, end) if number < len(self._literals) else end
            if until < at or not kind.fullmatch(data, at, until):
                return None
            if number == self._text_at:
                text = data[at:until]
            at = until + len(self._literals[number]) if number < len(self._literals) else end
        return text


class Frames:
    """The frame in which a stream goes on, as far as there is one."""

    def __init__(self) -> None:
        """Nothing was read."""
        self._frame: Frame | None = None
        """The latest."""
        self._seen: tuple[Path, JsonObject] | None = None
        self._varying: set[str] = set()
        self._tries = TRIES

    def after(self, raw: ServerSentEvent, event: Event, going_on: GoingOn) -> Frame | None:
        """The frame of what may come next, as `going_on` says, now that `raw`, which says `event`, went its whole way."""
        if self._frame is not None and self._frame.has_fitted:
            self._tries = TRIES
        if self._tries == 0:
            return None
        if self._seen is not None and self._seen[0] == going_on.path:
            differs = _differing(self._seen[1], event.data, going_on)
            if self._frame is not None and differs is not None and differs <= self._varying:
                return self._frame
            self._varying |= differs or set()
        self._seen = going_on.path, event.data
        self._tries -= 1
        self._frame = Frame.of(raw, event, going_on.path, sorted(self._varying))
        return self._frame


def _differing(before: JsonObject, after: JsonObject, going_on: GoingOn) -> set[str] | None:
    """The fields that may and do differ; None if anything else but the text does."""
    before = cast("JsonObject", _with(before, going_on.path, _at(after, going_on.path)))
    if before.keys() != after.keys():
        return None
    differs = {name for name, value in after.items() if before[name] != value}
    kinds = {(type(each[name])) for name in differs for each in (before, after)}
    return differs if differs <= going_on.varies and kinds <= {str, int} else None


def _at(value: JsonValue, path: Path) -> JsonValue:
    for step in path:
        value = cast("dict[str | int, JsonValue]", value)[step]  # a list, where the step is a number
    return value


def _with(value: JsonValue, path: Path, new: JsonValue) -> JsonValue:
    """`value` with something new at `path`."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(value, list):
        return [_with(each, rest, new) if place == step else each for place, each in enumerate(value)]
    inner = cast("JsonObject", value)
    return {**inner, str(step): _with(inner[str(step)], rest, new)}


def _place(data: bytes, name: str, value: str | int) -> tuple[int, int] | None:
    """Where the value of the field `name` may stand, without quotation marks."""
    quote = b'"' if isinstance(value, str) else b""
    inside = str(value).encode()
    for colon in (b'":', b'": '):
        before = b'"' + name.encode() + colon + quote
        at = data.find(before + inside + quote)
        if at >= 0:
            return at + len(before), at + len(before) + len(inside)
    return None


def _around(data: bytes, places: Sequence[tuple[int, int, object]]) -> Iterator[bytes]:
    edges = [(0, 0), *((start, end) for start, end, _ in places), (len(data), len(data))]
    for (_, end), (start, _) in pairwise(edges):
        yield data[end:start]


def _parsed(literals: Sequence[bytes], between: Sequence[str | int]) -> JsonObject | None:
    pieces = [literals[0]]
    for value, literal in zip(between, literals[1:], strict=True):
        pieces += [str(value).encode(), literal]
    try:
        return parse(b"".join(pieces), EVENT)
    except Refusal:
        return None
