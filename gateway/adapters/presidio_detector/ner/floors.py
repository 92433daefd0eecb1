"""The chance from which on a word counts: what the model thinks that it is, how it is written and what stands before it decide.

A name is a leak when it is missed, so names count from the lowest chance on; where the text says besides that a name comes
(cues.py) or a capital does, from a lower one yet, though not for an ordinary word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container

import numpy as np
from numpy.typing import NDArray

from gateway.adapters.presidio_detector.ner.cues import (
    is_announced,
    is_certain,
    is_hinted,
    is_initials,
    is_named,
    is_speaker,
)
from gateway.adapters.presidio_detector.ner.edges import PARTICLES
from gateway.adapters.presidio_detector.ner.people import is_inside_sentence
from gateway.adapters.presidio_detector.ner.tags import FLOOR, LABELS
from gateway.adapters.presidio_detector.ner.words import CAPITAL, Words, fold
from gateway.core.entities import INDIRECT, Label

Chances = NDArray[np.float32]

UNFORMED = INDIRECT | {Label.PERSON, Label.STREET_ADDRESS}
"""What only context tells. Everything else has a form: there the model's word counts `FLOOR`, enough to mask, and any pattern
that finds the same says what it is."""
FORMED_FLOOR, INDIRECT_FLOOR = 0.7, 0.8
"""Where a miss is no leak, or patterns look too, the model must be surer. On crm/dev this takes 0.3 points off what is masked for
nothing, and adds none to what leaks."""
CERTAIN_FLOOR, ANNOUNCED_FLOOR = 0.004, 0.015
"""A word that may be a name, beside words that say so (cues.py). On templates left out of training these find five names for
each two words that are none."""
HINTED_FLOOR, LISTED_FLOOR, SPEAKER_FLOOR, INSIDE_FLOOR, CAPITAL_FLOOR = 0.045, 0.08, 0.05, 0.1, 0.15
"""The same for who does something, for one of two names that "and" joins, for who speaks a line, for a capital letter that its
sentence does not explain, and for any."""
NAMED_FLOOR = 0.1
"""An ordinary word beside what makes it somebody."""
PLACE_FLOOR = 0.1
"""What the model takes for a place or a company where hardly anything but a name is likely."""
TOUCHING_FLOOR = 0.12
"""A word of an address beside one that counts, and of a name after a particle that does."""
_SHORTEST = 2
_TOUCHES = re.compile(r"[ /'\u2019-]|\. ")
_AFTER_PARTICLE = re.compile(rf"(?:{'|'.join(rf'(?<= {each})' for each in sorted(PARTICLES))}) ")
_HOUR = re.compile(r"(?<![\w:.])(?<![0-9] )(?:0?[0-9]|1[0-2])(?:[:.][0-5][0-9])? ?[ap]\.?m(?!\w)", re.IGNORECASE)
"""It may stand right before a number that it is no part of: "cb 4pm 0161 496 0733"."""
_JOINS = re.compile(r" ?[&+/] ?| (?:and|nd|n|und|et|y|e|en|ve|och|og|or|oder|ou) ")

_BESIDE = (
    (Label.PERSON, _JOINS, LISTED_FLOOR, (1, -1, 2, -2)),
    (Label.STREET_ADDRESS, _TOUCHES, TOUCHING_FLOOR, (1, -1)),
    (Label.PERSON, _AFTER_PARTICLE, TOUCHING_FLOOR, (-1,)),
)
"""What a word is beside, what stands between, the floor, and how many words away the other may be."""

_IS_INDIRECT = np.array([label in INDIRECT for label in LABELS])
_IS_PERSON = np.array([label is Label.PERSON for label in LABELS])
_IS_THING = np.array([label in {Label.LOCATION, Label.ORGANIZATION} for label in LABELS])
_IS_FORMED = np.array([label not in UNFORMED for label in LABELS])


def least(text: str, words: Words, chances: Chances, ordinary: Container[str]) -> NDArray[np.float64]:
    """For each word the chance of being something from which on it counts. `chances`: [words, TAGS]."""
    sure = 1.0 - chances[:, 0]
    both = chances[:, 1::2] + chances[:, 2::2]
    label = both.argmax(1)
    direct = both[:, ~_IS_INDIRECT].sum(1)
    floors = np.where(
        _IS_INDIRECT[label] & (direct < FLOOR), INDIRECT_FLOOR, np.where(_IS_FORMED[label], FORMED_FLOOR, FLOOR)
    )
    for word in np.flatnonzero(_IS_PERSON[label] & (sure >= CERTAIN_FLOOR) & (sure < FLOOR)).tolist():
        start, end = words.starts[word], words.ends[word]
        if is_initials(text, start, end):
            floors[word] = CERTAIN_FLOOR
        elif (plain := fold(text[start:end])) in ordinary:
            is_particle = plain in PARTICLES and text[start:end].islower()
            if sure[word] >= NAMED_FLOOR and not is_particle and is_named(text, start, end):
                floors[word] = NAMED_FLOOR
        elif end - start >= _SHORTEST:
            floors[word] = _floor_of_name(text, start, end, words.cases[word])
    for word in np.flatnonzero(_IS_THING[label] & (sure >= PLACE_FLOOR) & (sure < floors)).tolist():
        start, end = words.starts[word], words.ends[word]
        if end - start >= _SHORTEST and fold(text[start:end]) not in ordinary and is_certain(text, start, end):
            floors[word] = PLACE_FLOOR
    _lower_beside(text, words, sure, floors, label, ordinary)
    _rule_out_hours(text, words, floors, label)
    return floors


def _rule_out_hours(text: str, words: Words, floors: NDArray[np.float64], label: NDArray[np.intp]) -> None:
    """No part of "4pm" is a part of anybody's number."""
    for hour in _HOUR.finditer(text):
        within = slice(bisect_left(words.starts, hour.start()), bisect_left(words.starts, hour.end()))
        floors[within] = np.where(_IS_FORMED[label[within]], np.inf, floors[within])


def _lower_beside(
    text: str,
    words: Words,
    sure: Chances,
    floors: NDArray[np.float64],
    label: NDArray[np.intp],
    ordinary: Container[str],
) -> None:
    """Lower the floor of what "and" joins to a name that counts, of what touches an address that does, and of a name's rest."""
    for place, joins, floor, others in _BESIDE:
        is_place = label == LABELS.index(place)
        for word in np.flatnonzero(is_place & (sure >= floor) & (sure < floors)).tolist():
            start, end = words.starts[word], words.ends[word]
            if end - start < _SHORTEST or fold(text[start:end]) in ordinary:
                continue
            for other in (word + steps for steps in others):
                first, last = sorted((word, other))
                if first < 0 or last >= len(sure) or not joins.fullmatch(text, words.ends[first], words.starts[last]):
                    continue
                if is_place[other] and sure[other] >= max(FLOOR, floors[other]):
                    floors[word] = floor


def _floor_of_name(text: str, start: int, end: int, case: int) -> float:
    if is_certain(text, start, end):
        return CERTAIN_FLOOR
    if is_announced(text, start, end):
        return ANNOUNCED_FLOOR
    if is_hinted(text, start, end):
        return HINTED_FLOOR
    if is_speaker(text, start, end):
        return SPEAKER_FLOOR
    if case == CAPITAL:
        return INSIDE_FLOOR if is_inside_sentence(text, start) else CAPITAL_FLOOR
    return FLOOR
