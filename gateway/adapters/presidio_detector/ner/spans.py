"""From probabilities per word to spans.

Tags are none, then beginning and inside of each label of `LABELS`. A find is as sure as it is unlikely that the word is none:
between two labels the likelier names it, but neither's doubt about the other lets it go. Words of one label in a row are one
span unless the model says that another begins; a span ends where a text does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from gateway.adapters.presidio_detector.ner.edges import bare
from gateway.adapters.presidio_detector.ner.forms import has_form
from gateway.adapters.presidio_detector.ner.people import is_inside_sentence, people
from gateway.adapters.presidio_detector.ner.tags import FLOOR, LABELS
from gateway.adapters.presidio_detector.ner.words import CAPITAL, LOWER, Words, fold
from gateway.core.entities import INDIRECT, Label
from gateway.core.spans import Span

RULE = "NAMES"
UNFORMED = INDIRECT | {Label.PERSON, Label.STREET_ADDRESS}
"""What only context tells. Everything else has a form: there the model's word counts `FLOOR`, enough to mask, and any pattern
that finds the same says what it is."""
FORMED_FLOOR, INDIRECT_FLOOR = 0.7, 0.8
"""Where a miss is no leak, or patterns look too, the model must be surer. On crm/dev this takes 0.3 points off what is masked for
nothing, and adds none to what leaks."""
CAPITAL_FLOOR = 0.15
"""A word that may be a name, with a capital that its sentence does not explain, is one."""

EDGE = 0.95
"""An ordinary word in lower case at the edge of a longer name belongs to it from here: "call Ann Lee tomorrow"."""

Chances = NDArray[np.float32]

_KNOWN_SCRIPT = re.compile("[0-9A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
"""The model learnt Latin letters only; what it says of others is noise."""
_IS_INDIRECT = np.array([label in INDIRECT for label in LABELS])
_IS_PERSON = np.array([label is Label.PERSON for label in LABELS])
_IS_FORMED = np.array([label not in UNFORMED for label in LABELS])


def spans(text: str, words: Words, chances: Chances, ordinary: frozenset[str] = frozenset()) -> Iterator[Span]:
    """The spans of a text whose words have these chances [words, TAGS].

    A span's score is its least sure word's, `FLOOR` at least. One of a label that has a form has it (forms.py), with its
    neighbours or alone; `ordinary` words are seldom a person (people.py).
    """
    return people(text, _formed(text, _found(text, words, chances, ordinary)), ordinary)


def _formed(text: str, found: Iterable[Span]) -> Iterator[Span]:
    for row in _rows(text, found):
        start, end = row[0].start, row[-1].end
        for span in row:
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


def _found(text: str, words: Words, chances: Chances, ordinary: frozenset[str]) -> Iterator[Span]:
    sure = 1.0 - chances[:, 0]
    both = chances[:, 1::2] + chances[:, 2::2]
    label = both.argmax(1)
    begins = chances[np.arange(len(label)), 1 + 2 * label] > chances[np.arange(len(label)), 2 + 2 * label]
    direct = both[:, ~_IS_INDIRECT].sum(1)
    least = np.where(
        _IS_INDIRECT[label] & (direct < FLOOR), INDIRECT_FLOOR, np.where(_IS_FORMED[label], FORMED_FLOOR, FLOOR)
    )
    for word in np.flatnonzero(_IS_PERSON[label] & (sure >= CAPITAL_FLOOR) & (sure < FLOOR)).tolist():
        if words.cases[word] == CAPITAL and is_inside_sentence(text, words.starts[word]):
            least[word] = CAPITAL_FLOOR
    for run in _runs(text, words, np.flatnonzero(sure >= least).tolist(), label.tolist(), begins.tolist()):
        what = LABELS[label[run[0]]]
        kept = _bare(text, words, run, sure, ordinary) if what is Label.PERSON else run
        if kept and _KNOWN_SCRIPT.search(text, words.starts[kept[0]], words.ends[kept[-1]]):
            score = min(1.0, max(FLOOR, float(sure[kept].min()))) if what in UNFORMED else FLOOR
            yield Span(words.starts[kept[0]], words.ends[kept[-1]], what, score, RULE)


def _bare(text: str, words: Words, run: Sequence[int], sure: Chances, ordinary: frozenset[str]) -> Sequence[int]:
    """The words of a name, without those at its edges that are none: titles and the like, and ordinary ones that are doubtful."""

    def word(number: int) -> str:
        return text[words.starts[number] : words.ends[number]]

    def is_beside(number: int) -> bool:
        return words.cases[number] == LOWER and sure[number] < EDGE and fold(word(number)) in ordinary

    first, last = 0, len(run)
    while last - first > 1 and is_beside(run[last - 1]):
        last -= 1
    while last - first > 1 and is_beside(run[first]):
        first += 1
    return bare(run[first:last], word)


def _runs(
    text: str, words: Words, found: Sequence[int], label: Sequence[int], begins: Sequence[bool]
) -> Iterator[list[int]]:
    run: list[int] = []
    for word in found:
        goes_on = (
            run
            and word == run[-1] + 1
            and label[word] == label[run[-1]]
            and not begins[word]
            and "\0" not in text[words.ends[run[-1]] : words.starts[word]]
        )
        if run and not goes_on:
            yield run
            run = []
        run.append(word)
    if run:
        yield run
