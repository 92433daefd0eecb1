"""From probabilities per word to spans.

Tags are none, then beginning and inside of each label of `LABELS`. A find is as sure as it is unlikely that the word is none:
between two labels the likelier names it, but neither's doubt about the other lets it go. Words of one label in a row are one
span unless the model says that another begins; a span ends where a text does, a name also where a tag, a cell or a list's point
begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from gateway.adapters.presidio_detector.ner import floors
from gateway.adapters.presidio_detector.ner.dictionary import Dictionary
from gateway.adapters.presidio_detector.ner.echoes import echoes
from gateway.adapters.presidio_detector.ner.edges import bare, unthanked
from gateway.adapters.presidio_detector.ner.floors import UNFORMED, Chances
from gateway.adapters.presidio_detector.ner.forms import has_form, is_in_hash, is_key, is_leet
from gateway.adapters.presidio_detector.ner.lexicon import Lexicon
from gateway.adapters.presidio_detector.ner.notations import is_notation
from gateway.adapters.presidio_detector.ner.people import people
from gateway.adapters.presidio_detector.ner.support import supported
from gateway.adapters.presidio_detector.ner.tags import FLOOR, LABELS
from gateway.adapters.presidio_detector.ner.words import Words
from gateway.core.entities import Label
from gateway.core.spans import Span

RULE = "NAMES"
_KNOWN_SCRIPT = re.compile("[0-9A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
"""The model learnt Latin letters only; what it says of others is noise."""

_INITIAL = re.compile(r" [A-Z]\.(?!\w)(?= ?(?:[,;:|)\n\0]|\Z))")
"""A family name's, after a given name and where the phrase ends."""
_INITIAL_FIRST = re.compile(r"(?<![\w.'\u2019-])[A-Z]\. ?\Z")
"""A given name's, right before a family name."""
INITIAL_FLOOR = 0.1
_INITIAL_REACH = 4
_PERSON = LABELS.index(Label.PERSON)
_NOTED = frozenset(LABELS) - UNFORMED | {Label.STREET_ADDRESS}
_WALL = re.compile(r"[<>|\t\0]|\n[ \t]*(?:[-*\u2022+]|[0-9]{1,3}[.)]) ")
"""Between two words of different names."""


def spans(
    text: str, words: Words, chances: Chances, ordinary: Lexicon, dictionary: Dictionary | None = None
) -> Iterator[Span]:
    """The spans of a text whose words have these chances [words, TAGS].

    A span's score is its least sure word's, `FLOOR` at least. One of a label that has a form has it (forms.py), with its
    neighbours or alone, and `FLOOR` as its score; `ordinary` words are seldom a person (people.py), nor is what nothing bears
    out (support.py).
    """
    listed = dictionary or Dictionary()
    found = people(text, _formed(text, _found(text, words, chances, ordinary)), ordinary, listed)
    borne_out = list(supported(text, found, ordinary, listed))
    for span in borne_out:
        yield span if span.label in UNFORMED else replace(span, score=FLOOR)
    yield from echoes(text, words, chances, borne_out, ordinary, listed, RULE)


def _formed(text: str, found: Iterable[Span]) -> Iterator[Span]:
    for row in _rows(text, found):
        start, end = row[0].start, row[-1].end
        label = row[0].label
        is_code = label not in UNFORMED and is_in_hash(text, start, end) and not is_key(label, text, start, end)
        if label in _NOTED and is_notation(label, text, start, end):
            continue
        for span in () if is_code or (len(row) > 1 and is_leet(text, start, end)) else row:
            if span.label in UNFORMED or has_form(span.label, text, start, end) or _is_glued(span, row):
                yield span


def _rows(text: str, found: Iterable[Span]) -> Iterator[list[Span]]:
    """Spans with a form that stand next to each other are one value, of which the model was not sure what it is."""
    row: list[Span] = []
    for span in found:
        is_next = (
            row
            and span.label not in UNFORMED
            and row[-1].label not in UNFORMED
            and span.start - row[-1].end <= 1
            and text[row[-1].end : span.start] != "\0"
        )
        if row and not is_next:
            yield row
            row = []
        row.append(span)
    if row:
        yield row


def _is_glued(span: Span, row: Sequence[Span]) -> bool:
    """True for a piece of one word: the rest of it counts."""
    return any(span.start == other.end or span.end == other.start for other in row)


def _found(text: str, words: Words, chances: Chances, ordinary: Lexicon) -> Iterator[Span]:
    sure = 1.0 - chances[:, 0]
    both = chances[:, 1::2] + chances[:, 2::2]
    label = both.argmax(1)
    begins = chances[np.arange(len(label)), 1 + 2 * label] > chances[np.arange(len(label)), 2 + 2 * label]
    least = floors.least(text, words, chances, ordinary)
    chance: list[float] = sure.tolist()  # asked for word by word, which an array answers ten times as slowly
    for run in _runs(text, words, np.flatnonzero(sure >= least).tolist(), label.tolist(), begins.tolist()):
        what = LABELS[label[run[0]]]
        kept: Sequence[int] = run
        if what is Label.PERSON:
            kept = bare(text, words, run, chance, ordinary)
        elif what is Label.STREET_ADDRESS:
            kept = unthanked(text, words, run)
        if kept and _KNOWN_SCRIPT.search(text, words.starts[kept[0]], words.ends[kept[-1]]):
            score = min(1.0, max(FLOOR, min(chance[word] for word in kept)))
            end = words.ends[kept[-1]]
            initial = _INITIAL.match(text, end) if what is Label.PERSON else None
            first = _first(text, words, kept[0], both) if what is Label.PERSON else kept[0]
            yield Span(words.starts[first], initial.end() if initial else end, what, score, RULE)


def _first(text: str, words: Words, word: int, both: Chances) -> int:
    """The word with which a name begins that `word` goes on: the initial right before it, if the model has it for one."""
    before = word - 1
    begin = words.starts[word]
    is_one = before >= 0 and _INITIAL_FIRST.search(text, max(0, begin - _INITIAL_REACH), begin) is not None
    return before if is_one and both[before, _PERSON] >= INITIAL_FLOOR else word


def _runs(
    text: str, words: Words, found: Sequence[int], label: Sequence[int], begins: Sequence[bool]
) -> Iterator[list[int]]:
    run: list[int] = []
    for word in found:
        if run and (begins[word] or label[word] != label[run[-1]] or not _is_next(text, words, run[-1], word, label)):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _is_next(text: str, words: Words, last: int, word: int, label: Sequence[int]) -> bool:
    """True if nothing keeps `word` from going on what `last` is part of."""
    if word != last + 1:
        return False
    between = text[words.ends[last] : words.starts[word]]
    return _WALL.search(between) is None if LABELS[label[word]] is Label.PERSON else "\0" not in between
