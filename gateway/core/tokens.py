r"""How a token is spelled: as the gateway writes it, and as it takes it back (product.md section 4, "Tokens").

Written: `[LABEL_NUMBER]` or `[LABEL_NUMBER_FORM]`. Taken back besides: any ASCII case; up to two spaces after
the opening and before the closing bracket and around an underscore; one or two spaces or `\_` for an
underscore; `［` and `］`; `[` or `［` closed by `\]`; and `\[` closed by `\]`. Never without brackets.

A `\[` needs its `\]`: a value that stands behind a backslash (`CORP\jdoe`) becomes `CORP\[USERNAME_1]`, and
that backslash is not ours to take away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Self

from gateway.core.entities import Label
from gateway.core.spans import Span

_GAP = " {0,2}"
_SEPARATOR = rf"(?:{_GAP}\\?_{_GAP}| {{1,2}})"
_BODY = (
    rf"{_GAP}([A-Za-z]{{1,16}}(?:{_SEPARATOR}[A-Za-z]{{1,16}}){{0,2}}"
    rf"{_SEPARATOR}[0-9]{{1,6}}(?:{_SEPARATOR}[A-Za-z]{{1,6}})?){_GAP}"
)
_OPENING = re.compile(r"[\[［]")
_PLAIN = re.compile(rf"[\[［]{_BODY}(?:\\?\]|］)")
_ESCAPED = re.compile(rf"\\\[{_BODY}\\\]")
_JOINT = re.compile(_SEPARATOR)
_NUMBER = re.compile(r"_([0-9]+)")
_UNFINISHED = re.compile(
    rf"{_GAP}(?:([A-Za-z0-9]{{1,16}}(?:{_SEPARATOR}[A-Za-z0-9]{{1,16}}){{0,4}})({_GAP}(?:\\?_{_GAP}|\\)?))?"
)
_OWN = re.compile(r"\[[A-Z]+(?:_[A-Z0-9]+)*\]")
_ESCAPE = re.compile(r"""\\(?:u([0-9A-Fa-f]{4})|(["\\/]))""")
_ESCAPE_DEPTH = 3
"""JSON inside JSON inside a string: as deep as anything that a model is given is read (threats T17)."""


def token(label: Label, number: int, form: str = "") -> str:
    """The token as the gateway writes it."""
    return f"[{label}_{number}_{form}]" if form else f"[{label}_{number}]"


def letters(index: int) -> str:
    """The form of the `index`-th further spelling of a value, from 1: B, C, … Z, AA and so on."""
    position, text = index, ""
    while position >= 0:
        text = chr(ord("A") + position % 26) + text
        position = position // 26 - 1
    return text


def masked(label: Label) -> str:
    """What stands for a value that never comes back: no number, so that nothing can be told apart by it."""
    return f"[{label}]"


@dataclass(frozen=True, slots=True)
class Spelling:
    """A place in a text that reads as a token, whoever wrote it."""

    start: int
    end: int
    token: str
    """In written form."""


def spellings(text: str) -> Iterator[Spelling]:
    """Every place that reads as a token, in order. Linear: each part of a spelling is bounded."""
    if "[" not in text and "［" not in text:
        return
    for opening in _OPENING.finditer(text):
        start = opening.start()
        is_escaped = start > 0 and text[start - 1] == "\\"
        match = _ESCAPED.match(text, start - 1) if is_escaped else None
        match = match or _PLAIN.match(text, start)
        if match is not None:
            yield Spelling(match.start(), match.end(), f"[{_JOINT.sub('_', match[1]).upper()}]")


def outside(text: str, spans: Iterable[Span], own: AbstractSet[str]) -> list[Span]:
    """What is left of `spans` when the gateway's own tokens (written form) are not looked at.

    A rest without letters and digits hides nothing and is left out too.
    """
    spans = list(spans)
    if not spans:
        return spans
    places = [match.span() for match in _OWN.finditer(text) if match[0] in own]
    left: list[Span] = []
    for span in spans:
        at = span.start
        for start, end in [
            *(place for place in places if place[1] > at and place[0] < span.end),
            (span.end, span.end),
        ]:
            if any(c.isalnum() for c in text[at:start]):
                left.append(replace(span, start=at, end=min(start, span.end)))
            at = max(at, end)
    return left


def numbers_spelled(text: str) -> set[int]:
    r"""Numbers of every token that can be read out of `text`, JSON escapes (`\u005b`) read up to three deep."""
    found: set[int] = set()
    for _ in range(_ESCAPE_DEPTH + 1):
        found.update(int(_NUMBER.findall(each.token)[-1]) for each in spellings(text))
        plain = _ESCAPE.sub(_unescaped, text) if "\\" in text else text
        if plain == text:
            break
        text = plain
    return found


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else match[2]


@dataclass(frozen=True, slots=True)
class Issued:
    """The tokens of one call, made ready to ask whether the end of a text could still become one of them."""

    bodies: frozenset[str]
    beginnings: frozenset[str]

    @classmethod
    def of(cls, tokens: Iterable[str]) -> Self:
        """From tokens in written form."""
        bodies = frozenset(each[1:-1] for each in tokens)
        return cls(bodies, frozenset(body[:end] for body in bodies for end in range(len(body) + 1)))

    def held_from(self, text: str) -> int:
        """Where the longest tail of `text` starts that more text could make an issued token.

        `len(text)` if there is none.

        No spelling has a bracket inside, so only the last opening bracket matters, with a backslash before
        it.
        """
        length = len(text)
        if not self.bodies:
            return length
        start = max(text.rfind("["), text.rfind("［"))
        if start >= 0 and self._may_become_one(text, start):
            return start - 1 if text[start] == "[" and text[start - 1 : start] == "\\" else start
        return length - 1 if text.endswith("\\") else length

    def _may_become_one(self, text: str, start: int) -> bool:
        match = _UNFINISHED.match(text, start + 1)
        if match is None or match.end() != len(text):
            return False
        body, rest = _JOINT.sub("_", match[1] or "").upper(), match[2] or ""
        if not rest:
            return body in self.beginnings
        continues = f"{body}_" in self.beginnings
        return continues if "_" in rest else continues or body in self.bodies
