"""A value in pieces that a program puts together: "jane" + "@acme.com", 'DE89' . '3704', ["a", "b"].join("")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, near

TRIGGERS = (
    r"[^\s\x00][\"'`]\s{0,8}(?:[+.&~|_]|\.\.|\|\||<>|\\)?\s{0,8}[\"'`][^\s\x00]",
    r"[\"'`] ?[+.&~] ?[\"'`]",
    r" [\"'`] ?[\"'`]",
    r"(?:join|concat|implode)[^a-z]",
    r"[0-9][\"'`], ?[\"'`][0-9a-z]",
    r"[\"'`]\}[^\x00\n\"'`]{0,3}\$\{[\"'`]",
)
_MARK = "[\"'`]"
_JOINT = re.compile(
    rf"{_MARK}\}}(?P<between>[^\0\n\"'`]{{0,3}})\$\{{{_MARK}"
    rf"|{_MARK} ?\] ?\.join\((?P<mark>{_MARK})(?P=mark)\)\s{{0,8}}(?P<after>[+.])\s{{0,8}}{_MARK}"
    rf"|{_MARK}[ \t]{{0,4}}[+.&]\s{{0,8}}(?:str|string|text|cast|tostring)\((?P<number>[0-9]{{1,12}})\)"
    rf"|{_MARK}[ \t]{{0,4}}(?P<sign>\+|\.{{1,2}}|&{{1,2}}|~|\|\||<>|\\|_|,)?\s{{0,8}}{_MARK}",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?:join|concat|implode) ?\(", re.IGNORECASE)
_REACH = 120
_PIECE = 7
_DIGITS_BEFORE = re.compile(r"[\"'`][A-Z]{0,4}[0-9]{1,6}$")
_DIGITS_AFTER = re.compile(r"[A-Z]{0,4}[0-9]{0,6}[\"'`]")
_SHORT = 12
"""Characters of a piece that stands beside the next without a sign; longer ones are two arguments."""


def joined(text: str, places: Places) -> Iterator[Edit]:
    """Each joint between two pieces as nothing; a comma is one where something is said to be joined."""
    for found in near(_JOINT, text, places, _REACH, _REACH):
        start, end = found.span()
        if found["between"] is not None:
            yield Edit(start, end, found["between"])
            continue
        if found["number"] or found["after"]:
            yield Edit(start, end, found["number"] or "")
            continue
        if found["sign"] == ",":
            is_joint = bool(_JOINED.search(text, max(0, start - _REACH), end + _REACH)) or _is_number(text, start, end)
        else:
            is_joint = bool(found["sign"]) or _is_short(text, start, end)
        if is_joint:
            yield Edit(start, end, "")


def _is_number(text: str, start: int, end: int) -> bool:
    """True between two short pieces of digits, as a number cut into a list has them."""
    return bool(_DIGITS_BEFORE.search(text, max(0, start - _PIECE), start) and _DIGITS_AFTER.match(text, end))


def _is_short(text: str, start: int, end: int) -> bool:
    first = text.rfind(text[start], max(0, start - _SHORT - 1), start)
    last = text.find(text[end - 1], end, end + _SHORT + 1)
    return 0 <= first < start - 1 and last > end
