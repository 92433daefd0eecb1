"""Disguised identifiers, judged by the corpus's own scorer: what a reader could still decode from the redacted text."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from gateway.core.entities import Label
from gateway.core.source import Known
from tests.report.tally import Found

CLASSES = {
    "A": "disguises that a machine can undo",
    "B": "disguises that a person would read",
    "N": "look-alikes with nothing to hide, unchanged",
}

Judge = Callable[[Mapping[str, object], str], str]
"""The scorer's: (row, redacted text) → why it fails, or nothing."""


@dataclass(frozen=True, slots=True)
class Disguise:
    """A row of the corpus: its class, its text, the names that the caller says it knows."""

    group: str
    text: str = field(repr=False)
    known: tuple[Known, ...] = field(repr=False)
    row: Mapping[str, object] = field(repr=False)


def disguises(data: Path) -> Iterator[Disguise]:
    """The corpus, row by row."""
    with (data / "evasion" / "evasion.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            known = tuple(Known(name, Label.PERSON) for name in row.get("known_entities", ()))
            yield Disguise(row["class"], row["text"], known, row)


def scorer(data: Path) -> Judge:
    """The corpus's own rule."""
    spec = importlib.util.spec_from_file_location("evasion_score", data / "evasion" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(data / "evasion" / "score.py")
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Judge", module.judge)


def redacted(text: str, found: Sequence[Found]) -> str:
    """The text as a provider would see it: each found range a token. Overlapping ranges become one."""
    parts, at = [], 0
    for number, (start, end, label) in enumerate(sorted(found), 1):
        if start >= at:
            parts += [text[at:start], f"[{label}_{number}]"]
        at = max(at, end)
    return "".join([*parts, text[at:]])
