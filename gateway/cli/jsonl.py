"""JSON lines in, JSON lines out, for `detect` and `redact`.

A line is `{"id", "text", "lang"?, "known"?}`; other fields are not read.
A line that cannot be worked on is told by its number and a fixed reason, never by its content; the others go on.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

from gateway.cli.screen import complain, progress, say
from gateway.core.entities import Label
from gateway.core.errors import Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.source import Known
from gateway.core.strict_json import MIB, Limits, dump_text, parse

LINE = Limits(max_bytes=16 * MIB, max_nodes=1_000_000)
"""What one line may be. The gateway's own limits on a call hold besides, where a line is worked on as one."""
UNKNOWN_LANGUAGE = ""
"""Engines of every language look through a text that does not say its own."""
_PROGRESS_EVERY = 50
_LABELS = {label.value: label for label in Label}


class UnfitLineError(Exception):
    """A line that is not of the form; the message is fixed text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line's text with what the CRM knows about it."""

    id: str | int
    text: str = field(repr=False)
    language: str = UNKNOWN_LANGUAGE
    known: tuple[Known, ...] = field(default=(), repr=False)


async def over_lines(lines: Iterable[bytes], work: Callable[[Entry], Awaitable[JsonObject]]) -> int:
    """Print what `work` makes of each line, with the line's id; exit code 1 if any line failed."""
    failed = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = read(line)
            said = dump_text({"id": entry.id, **await work(entry)})
        except UnfitLineError as error:
            failed += 1
            complain(f"line {number}: {error}")
        except Refusal as refusal:
            failed += 1
            complain(f"line {number}: {refusal.code}: {refusal.explained.message}")
        else:
            say(said)
        if number % _PROGRESS_EVERY == 0:
            progress(f"{number:,} lines")
    progress("")
    return 1 if failed else 0


def read(line: bytes) -> Entry:
    """The entry of a line. Raises `UnfitLineError`."""
    try:
        fields = parse(line, LINE)
    except Refusal:
        raise UnfitLineError("not one JSON object (or too large, or with a key given twice)") from None
    identity, text, language = fields.get("id"), fields.get("text"), fields.get("lang", UNKNOWN_LANGUAGE)
    if isinstance(identity, bool) or not isinstance(identity, str | int):
        raise UnfitLineError("'id' is a text or a whole number")
    if not isinstance(text, str):
        raise UnfitLineError("'text' is a text")
    if not isinstance(language, str):
        raise UnfitLineError("'lang' is a text such as en")
    known = fields.get("known")
    if not isinstance(known, list | None):
        raise UnfitLineError("'known' is a list")
    return Entry(identity, text, language, tuple(map(_known, known or ())))


def _known(value: JsonValue) -> Known:
    """A value, or `{"value", "label"}`. A label that does not exist is no reason to miss the value."""
    fields = value if isinstance(value, dict) else {"value": value}
    text, label = fields.get("value"), fields.get("label")
    if not isinstance(text, str) or not text.strip() or not isinstance(label, str | None):
        raise UnfitLineError("'known' holds texts, or objects of 'value' and 'label'")
    return Known(text, None if label is None else _LABELS.get(label))
