"""Files of what is a tenant's own, line by line: CSV with a first line of names, or JSON lines.

A column or field is of a kind: `email`, `phone`, `identifier`, `record`, `canary`. Others are passed over. A line is told by its
number and a fixed reason, never by what stands in it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from gateway.cli.wrong import WrongUseError
from gateway.control.tripwire import Item
from gateway.core.errors import Refusal
from gateway.core.fingerprints import Sort
from gateway.core.jsontypes import JsonValue
from gateway.core.marks import mark_of
from gateway.core.normal_forms import email, identifier, phone
from gateway.core.strict_json import parse

BYTE_ORDER_MARK = "\ufeff"
_UNCLOSED = "no CSV: a quotation mark is opened and not closed, or stands inside a cell and is not doubled"
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a column holds: what it is enrolled as, its normal form or None, and what to say of None."""

    sort: Sort
    normal: Callable[[str], str | None]
    otherwise: str


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "email": Kind(Sort.VALUE, email, "no e-mail address"),
        "phone": Kind(
            Sort.VALUE, phone, "no telephone number of one person: write it with its country (+34 …), or all ten digits"
        ),
        "identifier": Kind(
            Sort.VALUE, identifier, "may be many people's: nine letters and digits at least, a digit among them"
        ),
        "record": Kind(
            Sort.MARK, mark_of, "may be guessed: an id that refuses calls has 16 random letters and digits at least"
        ),
        "canary": Kind(Sort.MARK, mark_of, "may be guessed: 'isogate tripwire canary TENANT' makes one that may not"),
    }
)
Columns: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a file, which may stand on several lines."""

    first: int
    last: int
    items: Sequence[Item] = field(default=(), repr=False)
    problems: Sequence[str] = ()


def read_csv(texts: Iterable[str], columns: Columns) -> Iterator[Line]:
    """The records behind the first line. `columns`: lower-case name → kind. `WrongUseError` if no column is of a kind.

    `texts`: the file's lines with their ends, decoded with `surrogateescape`.
    """
    lines = iter(texts)
    first = next(lines, "").removeprefix(BYTE_ORDER_MARK)
    delimiter = max(_DELIMITERS, key=first.count)
    names = [name.strip().lower() for name in next(csv.reader([first], delimiter=delimiter), [])]
    kinds = {at: columns[name] for at, name in enumerate(names) if name in columns}
    if not kinds:
        raise WrongUseError(
            f"the first line names no column {', '.join(columns)}: it must be the columns' names; "
            "say what yours hold with --column email=NAME"
        )
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    start = 2
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield Line(start, rows.line_num + 1, problems=(_UNCLOSED,))
        else:
            if cells:
                yield _of_cells(start, rows.line_num + 1, cells, len(names), kinds)
        start = rows.line_num + 2


def read_jsonl(lines: Iterable[bytes], columns: Columns) -> Iterator[Line]:
    """The lines that are not empty. A field holds a text or a list of texts; null is nothing.

    Where no line has any field of a kind, the last one is told so: nothing of the file is taken.
    """
    is_known, last = False, 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            fields = parse(line)
        except Refusal:
            yield Line(number, number, problems=("not one JSON object (or too large, or with a key given twice)",))
            continue
        given: list[tuple[str, JsonValue]] = []
        for name, value in fields.items():
            if (kind := columns.get(name.lower())) is not None:
                is_known = True
                given += [(kind, each) for each in (value if isinstance(value, list) else [value])]
        last = number
        yield _judged(number, number, given)
    if last and not is_known:
        named = ", ".join(columns)
        yield Line(1, last, problems=(f"no field is named {named}: say what yours hold with --column email=NAME",))


def _of_cells(first: int, last: int, cells: Sequence[str], width: int, kinds: Mapping[int, str]) -> Line:
    if any("\udc80" <= sign <= "\udcff" for cell in cells for sign in cell if not cell.isascii()):
        return Line(first, last, problems=("not UTF-8: save the file as UTF-8",))
    if len(cells) != width:
        return Line(first, last, problems=("not as many cells as the first line has",))
    return _judged(first, last, [(kind, cells[at]) for at, kind in kinds.items()])


def _judged(first: int, last: int, given: Iterable[tuple[str, JsonValue]]) -> Line:
    items: list[Item] = []
    problems: list[str] = []
    for name, value in given:
        kind = KINDS[name]
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        if not isinstance(value, str):
            problems.append(f"{name}: a text, in quotation marks")
        elif (normal := kind.normal(value)) is None:
            problems.append(f"{name}: {kind.otherwise}")
        else:
            items.append((kind.sort, normal))
    return Line(first, last, tuple(items), tuple(problems))
