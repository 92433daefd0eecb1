"""What is measured on: labelled documents of one form, whatever set they come from.

Labels and offsets are those of LABELS.md in the data's folder. A set is read or filled while it is measured, never held whole.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from gateway.core.source import Known
from tests.report.check_digits import CheckDigits
from tests.report.known import known_of
from training import sources

BATCH_RECORDS = 500
FIRST_SEED = 90_000
"""Far from the seeds of training: other names, other numbers."""


@dataclass(frozen=True, slots=True)
class Document:
    """One text with what a careful reader marked in it: `gold` ranges with their labels.

    `annotated`: the labels that were looked for, None for all. `ignore`: ranges that are neither gold nor background.
    `checked`: gold ranges whose value ends in a right check digit. `known`: what a CRM would know of this record.
    """

    text: str = field(repr=False)
    gold: tuple[tuple[int, int, str], ...] = field(repr=False)
    language: str
    kind: str
    annotated: frozenset[str] | None = None
    ignore: tuple[tuple[int, int], ...] = ()
    checked: frozenset[tuple[int, int]] = frozenset()
    known: tuple[Known, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Corpus:
    """A named set; `documents` begins anew with each call. `has_known`: measured with what a CRM knows, too."""

    name: str
    title: str
    documents: Callable[[], Iterator[Document]] = field(repr=False)
    has_known: bool = False


def written(data: Path) -> Corpus:
    """CRM documents that were written one by one, for development."""

    def documents() -> Iterator[Document]:
        digits = CheckDigits(data)
        for line in (data / "crm" / "dev.jsonl").read_text("utf-8").splitlines():
            yield _document(sources.record(json.loads(line), "crm"), digits)

    return Corpus("crm", "CRM text, written by hand", documents, has_known=True)


def generated(data: Path, spans: int) -> Corpus:
    """Templates that training never saw, filled until there are so many labelled spans."""
    rows = partial(_left_out, data, is_hard=False)
    return Corpus("generated", "CRM text, filled templates", partial(_until, data, rows, spans), has_known=True)


def hard(data: Path, spans: int) -> Corpus:
    """The same of templates that were written to be hard to tell."""
    rows = partial(_left_out, data, is_hard=True)
    return Corpus("hard", "Texts that are hard to tell", partial(_until, data, rows, spans), has_known=True)


def without_personal_data(data: Path, count: int) -> Corpus:
    """Ordinary prompts, mails and notes that name nobody, full of what only looks like it."""

    def documents() -> Iterator[Document]:
        rows = filter(sources.is_without_data, _left_out(data, is_hard=False))
        return itertools.islice(_filled(data, list(rows)), count)

    return Corpus("clean", "Ordinary texts without personal data", documents)


def public(data: Path) -> list[Corpus]:
    """The parts of the public sets that training leaves out."""
    paths = sorted((data / "public").glob("*.jsonl.xz"))
    return [_public(path) for path in paths if any(sources.for_development(_name(path), at) for at in range(2))]


def _public(path: Path) -> Corpus:
    def documents() -> Iterator[Document]:
        for number, record in enumerate(sources.public(path)):
            if sources.for_development(record.source, number):
                yield _document(record, None)

    return Corpus(_name(path), _name(path), documents)


def _name(path: Path) -> str:
    return path.name.split(".")[0]


def _left_out(data: Path, *, is_hard: bool) -> list[dict[str, object]]:
    return [row for row in sources.templates(data, held_out=True) if sources.is_hard(row) is is_hard]


def _until(data: Path, rows: Callable[[], Sequence[dict[str, object]]], spans: int) -> Iterator[Document]:
    left = spans
    for document in _filled(data, rows()):
        yield document
        left -= len(document.gold)
        if left <= 0:
            return


def _filled(data: Path, rows: Sequence[dict[str, object]]) -> Iterator[Document]:
    """Endless; ends early only when a batch brings no new text."""
    seen: set[int] = set()
    with TemporaryDirectory() as work, CheckDigits(data) as digits:
        for seed in itertools.count(FIRST_SEED):
            # The generator tells its count; the report has a progress line of its own.
            with contextlib.redirect_stderr(io.StringIO()):
                batch = list(sources.generated(data, list(rows), BATCH_RECORDS, seed, Path(work)))
            fresh = [record for record in batch if hash(record.text) not in seen]
            if not fresh:
                return
            seen.update(hash(record.text) for record in fresh)
            for record in fresh:
                yield _document(record, digits)


def _document(record: sources.Record, digits: CheckDigits | None) -> Document:
    checked = () if digits is None else digits.among(record.text, record.spans)
    return Document(
        record.text,
        record.spans,
        record.language,
        record.kind,
        record.annotated,
        record.ignore,
        frozenset(checked),
        known_of(record.text, record.spans),
    )
