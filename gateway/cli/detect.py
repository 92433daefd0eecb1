"""`isogate detect`: what the gateway would find in a text, from the detector that it uses itself.

Reported are the ranges that redaction acts upon: finds from the default threshold on, every further place of a find, overlaps
joined. Offsets are code points, end exclusive.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys

from gateway.adapters.presidio_detector.opening import opened_detector
from gateway.cli.deployment import add_detection, chosen_detection
from gateway.cli.highlight import highlighted
from gateway.cli.jsonl import Entry, over_lines
from gateway.cli.screen import say
from gateway.core.jsontypes import JsonObject
from gateway.core.repeats import Repeats
from gateway.core.spans import Span, resolve
from gateway.ports.detector import Detector

DEFAULT_THRESHOLD = 0.4
"""`default_threshold` of the purposes as shipped."""


def add_text_options(parser: argparse.ArgumentParser) -> None:
    """The options of commands that work on texts."""
    parser.epilog = (
        'On standard input: JSON lines {"id", "text", "lang"?, "known"?}; known: names and values that the CRM knows, as texts or'
        ' {"value", "label"}. On a terminal: any text, to its end (Ctrl-D).'
    )
    add_detection(parser)
    parser.add_argument(
        "--text", metavar="TEXT", help="this text instead, for trying (other users can see your command line)"
    )


def given_text(options: argparse.Namespace) -> str | None:
    """The one text to show highlighted; None when JSON lines come in."""
    text: str | None = options.text
    if text is not None:
        return os.fsencode(text).decode(errors="replace")  # a locale without UTF-8 could not read its bytes
    return sys.stdin.read() if sys.stdin.isatty() else None


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_text_options(parser)
    parser.set_defaults(run=lambda options: asyncio.run(_detect(options)))


async def _detect(options: argparse.Namespace) -> int:
    text = given_text(options)
    async with opened_detector(chosen_detection(options)) as detector:
        if text is not None:
            say(highlighted(text, await found(detector, Entry("", text))))
            return 0

        async def spans(entry: Entry) -> JsonObject:
            return {"spans": [_plain(span) for span in await found(detector, entry)]}

        return await over_lines(sys.stdin.buffer, spans)


async def found(detector: Detector, entry: Entry) -> list[Span]:
    """What redaction acts upon in this text: in order, without overlaps."""
    (spans,) = await detector.find([entry.text], entry.known, entry.language)
    counting = [span for span in spans if span.score >= DEFAULT_THRESHOLD]
    repeats = Repeats((entry.text[span.start : span.end], span.label) for span in counting)
    return resolve([*counting, *repeats.find(entry.text)])


def _plain(span: Span) -> JsonObject:
    return {"start": span.start, "end": span.end, "label": span.label.value, "score": round(span.score, 2)}
