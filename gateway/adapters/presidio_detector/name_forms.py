"""The forms in which a known value may be written.

A person is written by the whole name, by given or family name alone, by one part of a double family name, with the given name's
initial, and family name first. A part that is also a common English word, or a short part of a double name ("Ben" of
"Ben-David"), counts only with a capital letter. Hyphen or space in a double name, and the sign of an apostrophe, make no
difference: folding.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gateway.core.entities import Label
from gateway.core.source import Known

MIN_LETTERS = 2
MIN_PART = 3
"""Letters of one part of a double family name: "Al" of "Al-Sayed" names nobody."""
SHORT_PART = 3
_MOSTLY = 0.6


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _words(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady rev herr frau hr fr señor señora sr sra don doña monsieur
    madame mme mlle m signor signora sig dott dhr mevr mw pan pani sri shri smt bay bayan jr phd md esq ii iii iv
    """
)
_COMMON_WORDS = _words(
    """
    an as art august april amber ask ball bell best bill bishop black blue bond booth bright brook brown bush bank
    banks day bay be case cash chance chase cherry christian church clay close cook cross crystal dale dawn dean do
    drew duke early east even faith fall field fields fine fish flower forest fox frank free friend frost gay gene
    german glass glen gold good goods grace grant gray green grey grove guy ha hall hand hard he heath hill him his
    holly hope house hunt hunter in iris is ivy jack jade jet job joy june justice king knight lake lane law leaf
    lee less lily little lock long look love low major many mark marks mason may means miles mills my new nice night
    no noble north not note oak of on one or page paris park pat patience peace penny pierce pine place poll post
    power powers price prince rain ray read reed reid rich rice river rivers rob robin rock rose ruby rush sage salt
    sales sandy see self share sharp shepherd short silver sky small smart snow so son song south sparks spring star
    stark sterling stone street strong such sue summer sun sunny swan sweet swift the temple terry than to today
    trip true trust van very vale violet wade walk wall ward warm way we wells west white will win winter wise wolf
    wood woods word worth wright yes york you young
    """
)
_HYPHEN = re.compile(r"[-\u2010-\u2015\u2212]")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling to look for. `plural`: a glued s after it ("Janes car") still is the name."""

    text: str
    label: Label
    capital: bool = False
    plural: bool = False


def forms(known: Known) -> Iterator[Form]:
    """Every form of a known value; none if it has fewer than `MIN_LETTERS` letters or digits."""
    value = known.value.strip()
    if sum(map(str.isalnum, value)) < MIN_LETTERS:
        return
    label = known.label or guessed(value)
    yield Form(value, label)
    if label is Label.PERSON:
        yield from _person(value)


def guessed(value: str) -> Label:
    """The label of a value whose CRM field does not say: by its form."""
    if "@" in value:
        return Label.EMAIL_ADDRESS
    solid = [char for char in value if char.isalnum()]
    if sum(map(str.isdigit, solid)) > _MOSTLY * len(solid):
        return Label.PHONE_NUMBER
    return Label.PERSON


def _person(value: str) -> Iterator[Form]:
    family_first = "," in value
    words = [word for part in value.replace(",", " ").split() if (word := _EDGES.sub("", part))]
    words = [word for word in words if word.lower() not in _TITLES]
    if not words:
        return
    if family_first:
        words = [*words[1:], words[0]]
    given, family = words[0], words[-1]
    for part in {given, family}:
        if len(part) >= MIN_LETTERS:
            yield Form(part, Label.PERSON, capital=part.lower() in _COMMON_WORDS, plural=True)
    yield from _parts(family)
    if len(words) == 1:
        return
    whole = " ".join(words)
    initial = given[0]
    for text in (
        whole,
        f"{given} {family}",
        f"{family}, {given}",
        f"{family} {given}",
        f"{initial}. {family}",
        f"{initial} {family}",
        f"{initial}.{family}",
        f"{family}, {initial}",
        f"{given} {family[0]}.",
    ):
        yield Form(text, Label.PERSON, plural=text == whole)


def _parts(family: str) -> Iterator[Form]:
    parts = _HYPHEN.split(family)
    for part in parts if len(parts) > 1 else ():
        if len(part) >= MIN_PART:
            capital = len(part) <= SHORT_PART or part.lower() in _COMMON_WORDS
            yield Form(part, Label.PERSON, capital=capital, plural=True)
