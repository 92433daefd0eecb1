"""What the model says of people and values must be the surer, the less bears it out.

Its chances are those of text that is full of names. In a call that holds nothing surer they are too high: there most of what it
half believes is a word that it does not know. So a person must be surer there, and so must a number or password that no pattern
found; and anywhere, where dictionaries have the word in lower case, and no list of names has it. Words that say that a name comes
(cues.py) bear out any. The figures below were chosen on development text; what they gain and lose stands in training/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from types import MappingProxyType

from gateway.adapters.presidio_detector.ner.cues import (
    is_acting,
    is_announced,
    is_certain,
    is_hinted,
    is_named,
    is_signature,
    is_speaker,
)
from gateway.adapters.presidio_detector.ner.dictionary import Band, Dictionary, Kind
from gateway.adapters.presidio_detector.ner.floors import UNFORMED
from gateway.adapters.presidio_detector.ner.lexicon import Lexicon, Usage
from gateway.adapters.presidio_detector.ner.people import is_inside_sentence
from gateway.adapters.presidio_detector.ner.words import WORD, fold
from gateway.core.entities import INDIRECT, Label
from gateway.core.spans import Span

SURE = 0.98
"""What bears out the rest of a call, and what an address without a name or a number must reach that nothing bears out."""
FORMED_ALONE = 0.8
"""What any other address, and a value of a form, must. At 0.98 eight of 1,500 sentences with one value lose it, and none of 1,500
without any is touched less."""
COMMON_ALONE = 0.998
"""What a word of lexicon.py must reach in a call without anything sure, unless it has a capital inside of a sentence."""
SURE_OF_VERB = 0.6
"""What a word that is a name, too, must reach where it stands as a verb does."""
_OBJECT = re.compile(r" (?:you|your|the|an?|our|my|this|these|those|it|me|us|them|I|we)(?![\w'\u2019])")
_DIGIT = re.compile(r"[0-9]")
_NAME = re.compile(r"[^\W\d_]{3}")
AMONG_UNKNOWN = 0.9
"""What a word in small letters must reach that no list has, among others such, in a call without anything sure."""
_NEXT_WORD = re.compile(r" ([^\W\d_]{4,40})(?!\w)")
COMPOUND, COMPOUND_ALONE = 0.6, 0.9
"""What a word that is two others must reach: anywhere, and in a call without anything sure."""
_CUES: Sequence[Callable[[str, int, int], bool]] = (
    is_certain, is_announced, is_hinted, is_speaker, is_named, is_acting, is_signature,
)  # fmt: skip


class _Look(IntEnum):
    """How a person is written: a word in small letters, with a capital, in capitals; or several words."""

    LOWER = 0
    CAPITAL = 1
    UPPER = 2
    ROW = 3


_ANYWHERE: Mapping[tuple[Kind, _Look], float] = MappingProxyType(
    {
        (Kind.WORD, _Look.LOWER): 0.6,
        (Kind.WORD, _Look.CAPITAL): 0.5,
        (Kind.WORD, _Look.UPPER): 0.6,
        (Kind.WORD, _Look.ROW): 0.9,
        (Kind.NAME_TOO, _Look.LOWER): 0.6,
    }
)
_ALONE: Mapping[tuple[Kind, _Look], float] = MappingProxyType(
    {
        (Kind.WORD, _Look.LOWER): 0.98,
        (Kind.WORD, _Look.CAPITAL): 0.5,
        (Kind.WORD, _Look.UPPER): 0.98,
        (Kind.WORD, _Look.ROW): 0.98,
        (Kind.NAME_TOO, _Look.LOWER): 0.9,
        (Kind.NAME_TOO, _Look.CAPITAL): 0.6,
        (Kind.UNKNOWN, _Look.LOWER): 0.5,
    }
)
"""What a person must reach, by what dictionaries say of its words and how they are written: anywhere, and in a call without
anything sure."""


def supported(text: str, found: Iterable[Span], ordinary: Lexicon, dictionary: Dictionary) -> Iterator[Span]:
    """The spans that are sure enough. Each has the model's chance as its score, of a label with a form too."""
    spans = list(found)
    kinds = [_kind(text, span, dictionary) for span in spans]
    bears = [each for each, kind in enumerate(kinds) if _bears(text, spans[each], kind)]
    for place, (span, kind) in enumerate(zip(spans, kinds, strict=True)):
        is_alone = not bears or bears == [place]
        if _is_verb(text, span, kind):
            continue
        if span.score >= _least(text, span, kind, ordinary, dictionary, is_alone=is_alone) or _is_cued(text, span):
            yield span


def _least(text: str, span: Span, kind: Kind, ordinary: Lexicon, dictionary: Dictionary, *, is_alone: bool) -> float:
    if span.label not in UNFORMED:
        is_handle = span.label is Label.USERNAME and not _DIGIT.search(text, span.start, span.end)
        return FORMED_ALONE if is_alone and not is_handle else 0.0
    if span.label is not Label.PERSON:
        is_address = is_alone and span.label is Label.STREET_ADDRESS
        return (FORMED_ALONE if _is_house(text, span) else SURE) if is_address else 0.0
    return _least_of_person(text, span, kind, ordinary, dictionary, is_alone=is_alone)


def _least_of_person(
    text: str, span: Span, kind: Kind, ordinary: Lexicon, dictionary: Dictionary, *, is_alone: bool
) -> float:
    look = _look(text, span)
    if kind is Kind.UNKNOWN and look is not _Look.ROW and dictionary.is_compound(fold(text[span.start : span.end])):
        return COMPOUND_ALONE if is_alone else COMPOUND
    if is_alone and look is not _Look.ROW and ordinary.usage(fold(text[span.start : span.end])) is not Usage.UNLISTED:
        is_inside = look is _Look.CAPITAL and is_inside_sentence(text, span.start)
        return 0.0 if is_inside else COMMON_ALONE
    if kind is Kind.NAME_TOO and look is _Look.CAPITAL and is_inside_sentence(text, span.start):
        return 0.0
    if is_alone and look is _Look.LOWER and kind is Kind.UNKNOWN and _is_among_unknown(text, span, dictionary):
        return AMONG_UNKNOWN
    return (_ALONE if is_alone else _ANYWHERE).get((kind, look), 0.0)


def _is_among_unknown(text: str, span: Span, dictionary: Dictionary) -> bool:
    """True for a word right before one in small letters that no list has: of a language not read here, or of a cipher."""
    after = _NEXT_WORD.match(text, span.end)
    return after is not None and after[1].islower() and dictionary.bands([fold(after[1])])[0] == Band.UNKNOWN


def _is_house(text: str, span: Span) -> bool:
    return all(part.search(text, span.start, span.end) for part in (_DIGIT, _NAME))


def _is_verb(text: str, span: Span, kind: Kind) -> bool:
    """True for a doubtful word that begins a sentence and has an object: "Hope you are well", "Bill the customer"."""
    if span.label is not Label.PERSON or kind is not Kind.NAME_TOO or span.score >= SURE_OF_VERB:
        return False
    has_object = _look(text, span) is _Look.CAPITAL and _OBJECT.match(text, span.end) is not None
    return has_object and not is_inside_sentence(text, span.start)


def _bears(text: str, span: Span, kind: Kind) -> bool:
    """True if a span says that the call speaks of somebody."""
    if span.label in INDIRECT:
        return False
    is_word = span.label is Label.PERSON and kind is Kind.WORD and _look(text, span) is not _Look.ROW
    return span.score >= SURE and not is_word


def _kind(text: str, span: Span, dictionary: Dictionary) -> Kind:
    """The kind of a person's least ordinary word; of anything else it is not asked."""
    if span.label is not Label.PERSON:
        return Kind.UNKNOWN
    words = map(fold, WORD.findall(text, span.start, span.end))
    return min(map(dictionary.kind, words), default=Kind.UNKNOWN)


def _look(text: str, span: Span) -> _Look:
    value = text[span.start : span.end]
    if not WORD.fullmatch(value):
        return _Look.ROW
    if value.islower():
        return _Look.LOWER
    return _Look.UPPER if len(value) > 1 and value.isupper() else _Look.CAPITAL


def _is_cued(text: str, span: Span) -> bool:
    return span.label is Label.PERSON and any(cue(text, span.start, span.end) for cue in _CUES)
