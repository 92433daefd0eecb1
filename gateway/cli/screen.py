"""The one place where commands print: plain text for pipes and programs, colour for people.

Colour is used when standard output is a terminal and `NO_COLOR` is unset (no-color.org). What a caller or a provider wrote is
passed through `visible` first, so that no text of theirs can steer a terminal (threats T38).
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from io import TextIOWrapper
from typing import TextIO

MAX_COLUMNS = 140
"""Wider lines are hard to read."""
_WIDE = frozenset({"W", "F"})
_PICTURES = 0x2400
"""Unicode's pictures of control characters: U+241B stands for ESC."""
_DELETE = 0x7F


class Ink(StrEnum):
    """Ways to mark text, as the parameters of a terminal's SGR sequence."""

    BOLD = "1"
    DIM = "2"
    RED = "31"
    GREEN = "32"
    YELLOW = "33"
    BLUE = "34"
    MAGENTA = "35"
    CYAN = "36"


def print_anything(stream: TextIO) -> None:
    """Let `stream` take any text: a program gets UTF-8, whatever the locale; a terminal that lacks a letter its number."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def say(*lines: str) -> None:
    """Lines to standard output; an empty one when there is none."""
    for line in lines or ("",):
        print(line)


def complain(*lines: str) -> None:
    """Lines to standard error: what went wrong, and notes that are no result."""
    sys.stdout.flush()
    for line in lines:
        print(line, file=sys.stderr)


def say_json(value: object) -> None:
    """One JSON document, indented on a terminal, on one line elsewhere."""
    print(json.dumps(value, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None))


def is_coloured() -> bool:
    """True when people see the output and did not ask for plain text."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def paint(text: str, *inks: Ink) -> str:
    """`text` in these inks, where colour is used."""
    return f"\x1b[{';'.join(inks)}m{text}\x1b[0m" if inks and text and is_coloured() else text


def columns() -> int:
    """The terminal's width; `COLUMNS` wins, 100 when nobody knows."""
    return min(shutil.get_terminal_size((100, 24)).columns, MAX_COLUMNS)


def visible(text: str) -> str:
    """`text` without power over a terminal: control characters, line ends aside, become their pictures."""
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def cells(text: str) -> int:
    """How many cells of a terminal the text takes; it holds no control characters."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in _WIDE for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) != 0 for character in text)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Aligned lines with a heading; the last column is not padded."""
    shown = [list(row) for row in rows]
    widths = [max(cells(row[at]) for row in (headings, *shown)) for at in range(len(headings))]
    lines = [
        "  ".join([*(cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True))]).rstrip()
        for row in (headings, *shown)
    ]
    return [paint(lines[0], Ink.DIM), *lines[1:]]


def progress(text: str) -> None:
    """A line on a terminal's standard error that the next one replaces; empty text clears it. Nothing elsewhere."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()


def _visible(character: str) -> str:
    code = ord(character)
    if character == "\n" or unicodedata.category(character) not in {"Cc", "Cf", "Zl", "Zp", "Cs"}:
        return character
    if code < ord(" "):
        return chr(_PICTURES + code)
    return "␡" if code == _DELETE else f"<U+{code:04X}>"
