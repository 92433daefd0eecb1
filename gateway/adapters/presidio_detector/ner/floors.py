"""The chance from which on a word counts: what the model thinks that it is, how it is written and what stands before it decide.

A name is a leak when it is missed, so names count from the lowest chance on; where the text says besides that a name comes
(cues.py) or a capital does, from a lower one yet, though not for an ordinary word.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gateway.adapters.presidio_detector.ner.cues import is_announced, is_speaker
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
ANNOUNCED_FLOOR = 0.02
"""A word that may be a name, after words that say that one comes. Of those below `FLOOR` 50 in 70 are, on
templates left out of training."""
SPEAKER_FLOOR, INSIDE_FLOOR, CAPITAL_FLOOR = 0.1, 0.15, 0.25
"""The same for who speaks a line, for a capital letter that its sentence does not explain, and for any."""
_SHORTEST = 2

_IS_INDIRECT = np.array([label in INDIRECT for label in LABELS])
_IS_PERSON = np.array([label is Label.PERSON for label in LABELS])
_IS_FORMED = np.array([label not in UNFORMED for label in LABELS])


def least(text: str, words: Words, chances: Chances, ordinary: frozenset[str]) -> NDArray[np.float64]:
    """For each word the chance of being something from which on it counts. `chances`: [words, TAGS]."""
    sure = 1.0 - chances[:, 0]
    both = chances[:, 1::2] + chances[:, 2::2]
    label = both.argmax(1)
    direct = both[:, ~_IS_INDIRECT].sum(1)
    floors = np.where(
        _IS_INDIRECT[label] & (direct < FLOOR), INDIRECT_FLOOR, np.where(_IS_FORMED[label], FORMED_FLOOR, FLOOR)
    )
    for word in np.flatnonzero(_IS_PERSON[label] & (sure >= ANNOUNCED_FLOOR) & (sure < FLOOR)).tolist():
        start, end = words.starts[word], words.ends[word]
        if end - start >= _SHORTEST and fold(text[start:end]) not in ordinary:
            floors[word] = _floor_of_name(text, start, end, words.cases[word])
    return floors


def _floor_of_name(text: str, start: int, end: int, case: int) -> float:
    if is_announced(text, start):
        return ANNOUNCED_FLOOR
    if is_speaker(text, start, end):
        return SPEAKER_FLOOR
    if case == CAPITAL:
        return INSIDE_FLOOR if is_inside_sentence(text, start) else CAPITAL_FLOOR
    return FLOOR
