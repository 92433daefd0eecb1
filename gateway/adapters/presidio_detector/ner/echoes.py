"""Whoever is named once in a call is named wherever the word stands again, as in "Only Nekane signs. I trust Nekane".

The model judges each place by its context, and doubts some. A name that no list has for an ordinary word is the same name
elsewhere, too, if it is written no smaller: "penelope" may come back as "Penelope". One that is a rare word as well comes back
with a capital inside of a sentence only, and not after an article; commoner words are left to the model.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from enum import IntEnum

from gateway.adapters.presidio_detector.ner.dictionary import Dictionary, Kind
from gateway.adapters.presidio_detector.ner.floors import Chances
from gateway.adapters.presidio_detector.ner.people import is_inside_sentence
from gateway.adapters.presidio_detector.ner.tags import FLOOR
from gateway.adapters.presidio_detector.ner.words import LOWER, Words, fold
from gateway.core.entities import Label
from gateway.core.spans import Span

SHORTEST = 3
"""Two letters are a unit, a state or a particle too often."""
_ARTICLE = re.compile(
    r"(?<!\w)(?:the|an?|der|die|das|de[mnrs]|ein(?:e[mnrs]?)?|i[mn]s?|am|zu[mr]|una?|el|las?|los?|une?|les?|des|du|il|i|gli|os?|as?|"
    r"uma?|d[aeo]s?|n[ao]s?|het|een|são|san)[ \n]\Z",
    re.IGNORECASE,
)
_ARTICLE_REACH = 6
LEAST = 0.003
"""What the model must believe at least where the name stands again: in "Herr Freitag kommt am Freitag" it believes less."""
SURE = 0.5
"""From here on a name is repeated; a doubtful one would double its doubt."""


def echoes(
    text: str,
    words: Words,
    chances: Chances,
    spans: Sequence[Span],
    ordinary: Container[str],
    dictionary: Dictionary,
    rule: str,
) -> Iterator[Span]:
    """People at words that no span covers; `spans`: what was found, in order; `chances`: [words, TAGS]."""
    names = _names(text, words, spans, ordinary, dictionary)
    if not names:
        return
    starts = [span.start for span in spans]
    sure: list[float] = (1.0 - chances[:, 0]).tolist()
    for start, end, case, chance in zip(words.starts, words.ends, words.cases, sure, strict=True):
        if chance < LEAST or end - start < SHORTEST or (seen := names.get(text[start:end].lower())) is None:
            continue
        before = bisect_right(starts, start) - 1
        is_covered = before >= 0 and spans[before].end > start
        if not is_covered and (seen is _Seen.SMALL or (case != LOWER and _is_likely(text, start, seen))):
            yield Span(start, end, Label.PERSON, FLOOR, rule)


def _is_likely(text: str, start: int, seen: _Seen) -> bool:
    """True for a capital unless it may be the word's: where a sentence begins, or after an article."""
    if seen is _Seen.LARGE:
        return True
    return is_inside_sentence(text, start) and not _ARTICLE.search(text, max(0, start - _ARTICLE_REACH), start)


class _Seen(IntEnum):
    """How a name was found: one that is a word, too; with a capital; in small letters."""

    AMBIGUOUS = 0
    LARGE = 1
    SMALL = 2


def _names(
    text: str, words: Words, spans: Sequence[Span], ordinary: Container[str], dictionary: Dictionary
) -> dict[str, _Seen]:
    """Words of surely named people, in lower case."""
    names: dict[str, _Seen] = {}
    for span in spans:
        if span.label is not Label.PERSON or span.score < SURE:
            continue
        word = max(0, bisect_right(words.starts, span.start) - 1)
        while word < len(words.starts) and words.ends[word] <= span.end:
            value = text[words.starts[word] : words.ends[word]]
            plain, lower = fold(value), value.lower()
            if len(value) >= SHORTEST and plain not in ordinary and (kind := dictionary.kind(plain)) is not Kind.WORD:
                small = words.cases[word] == LOWER
                seen = _Seen.AMBIGUOUS if kind is Kind.NAME_TOO else _Seen.SMALL if small else _Seen.LARGE
                names[lower] = max(names.get(lower, seen), seen)
            word += 1
    return names
