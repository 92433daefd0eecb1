"""The forms in which a person is written.

By the whole name and its parts, by nickname or the beginning of a long given name, by initials, spelled letter by letter, with
one slip of the hand. What is found from a part is not listed here: parts together in any order and initials beside them
("J. Doe", "Doe, Jane A."; joins.py), user names made of parts (handles.py), case endings (endings.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gateway.adapters.presidio_detector.known.form import (
    CALLED,
    EVERY_WAY,
    INITIALLED,
    LETTERED,
    NAMED,
    Case,
    Ending,
    Form,
    Spelling,
)
from gateway.adapters.presidio_detector.known.spellings import spellings
from gateway.core.common_words import FREQUENT, MONTHS_AND_DAYS, PARTICLES, WORDS, word_set
from gateway.core.entities import Label
from gateway.core.linking import plain_words
from gateway.core.nicknames import NICKNAMES

MIN_LETTERS = 2
SHORT = 3
"""A part of so few letters is in lower case more often a word than a name."""
MIN_STEM = 3
MIN_SPELLED = 3
MIN_SLIP = 5
STEM_VOWELS = "aeoyiаеоийья"
MAX_WORDS = 6
"""A longer value is no name to be taken apart."""
_BEGINNING = (3, 4, 5)
MIN_LONG = 6
_TITLES = word_set(
    """
    mr mrs ms miss mx dr prof professor sir rev herr frau hr fr señor señora sr sra doña monsieur
    madame mme mlle signor signora sig dott dhr mevr mw shri smt jr phd md esq ii iii iv
    """
)
_ABBREVIATIONS = word_set(
    """
    ad ai am ap api ar as at au bc be bi by ca cc ch co cs cv dc de dj dm do dr ed eg em en eq er es et eu ex fr ft fx fy go
    gb gm gp hd he hi hq hr id ie if ii il im in io ip ir is it iv jr kb kg km kw la lb ld le lo ma mb md me mg mi mm ms mt my
    nb nc no np nr ny of oh ok om on op or os ot pa pc pe ph pl pm po pp pr ps qa qr rd re rh rn ro rt sa sd se sh sj so
    sq sr st tb td to tv tx uk un up us ux vc vi vp vs wa we wi xl yo ceo cfo cio coo cto cmo kpi roi crm erp pdf sms usa
    usb faq eta etc pos sku url vat vip asap gdpr eod eow poc rfp sow sla nda msa
    """
)
_PART = tuple(Form(Label.PERSON, case, Ending.NAME) for case in Case)
_WHOLE = tuple(Form(Label.PERSON, case) for case in Case)
"""What a part asks of its place, and what any other spelling asks; by case."""
_STEM = Form(Label.PERSON, Case.NAME, Ending.STEM)
_SLIP = Form(Label.PERSON, Case.NAME, Ending.SLIP)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
HYPHEN = re.compile(r"[-\u2010-\u2015\u2212]")
CYRILLIC_OR_LATIN = re.compile(r"[a-zA-Z\u00c0-\u024f\u0370-\u052f]")


def name_parts(value: str) -> list[str]:
    """The words of a name, given name first, without titles."""
    family, comma, given = value.partition(",")
    written = (f"{given} {family}" if comma else value).split()
    # What most names are is told at once.
    if "".join(written).isalnum() and _TITLES.isdisjoint(map(str.lower, written)):
        return written
    words = [word if word.isalnum() else _EDGES.sub("", word) for word in written]
    return [word for word in words if word and word.lower() not in _TITLES]


def person(words: Sequence[str], ways: int = EVERY_WAY) -> list[Spelling]:
    """The spellings of a person's name but the value itself, in these ways (form.py); `words`: its parts (`name_parts`)."""
    if not words or len(words) > MAX_WORDS:
        return []
    found: list[Spelling] = []
    if ways & NAMED:
        found += _named(words)
    if ways & LETTERED:
        for word in dict.fromkeys((words[0], words[-1])):
            found += _spelled_out(word)
    if ways & INITIALLED and len(words) > 1:
        found += _initials(words)
    if ways & CALLED:
        found += _called(words[0])
    return found


def _named(words: Sequence[str]) -> list[Spelling]:
    """By the parts, alone and together, and the beginning of the given name."""
    given, family = words[0], words[-1]
    cases = {word: case_of(word) for word in words}
    found: list[Spelling] = []
    for word, case in cases.items():
        found += _alone(word, case, is_edge=word in {given, family}, is_first=word is given)
    if len(words) > 1 and (any(cases.values()) or not PARTICLES.isdisjoint(map(str.lower, words))):
        found += _together(words)
    found += _begun(given)
    return found


def case_of(word: str) -> Case:
    """What a name's single word asks of its place."""
    plain = _plain(word)
    if plain in FREQUENT:
        return Case.WORD
    if plain in WORDS or plain in MONTHS_AND_DAYS or (len(word) <= SHORT and CYRILLIC_OR_LATIN.match(word)):
        return Case.NAME
    return Case.ANY


def _plain(word: str) -> str:
    return word.lower() if word.isascii() and word.isalpha() else "".join(plain_words(word))


def _alone(word: str, case: Case, *, is_edge: bool, is_first: bool) -> list[Spelling]:
    if len(word) < MIN_LETTERS:
        return []
    if word.lower() in PARTICLES:
        return [(word, _PART[Case.WORD])] if is_first else []
    found: list[Spelling] = []
    if is_edge or len(word) > SHORT:
        found += _spelled_alike(word, case)
    if word.isalnum():
        return found  # it has no hyphen
    parts = HYPHEN.split(word)
    for part in parts if len(parts) > 1 else ():
        if len(part) >= SHORT and part.lower() not in PARTICLES:
            found += _spelled_alike(part, max(case_of(part), Case.WORD if len(part) <= SHORT else Case.ANY))
    return found


def _spelled_alike(word: str, case: Case) -> list[Spelling]:
    whole = _PART[case]
    found = [(word, whole), *((spelling, whole) for spelling in spellings(word))]
    length = len(word)
    if length > MIN_STEM and word[-1] in STEM_VOWELS:
        found.append((word[:-1], _STEM))
    elif length > MIN_STEM + 2 and word[-2] in "eе":
        found.append((word[:-2] + word[-1], _STEM))
        if word.endswith("nen"):  # Finnish: Virtanen, Virtaselle
            found.append((word[:-3] + "se", _STEM))
    elif length > MIN_STEM + 1 and word[-1] == "ς":
        found.append((word[:-2], _STEM))
    if length >= MIN_SLIP and case is not Case.WORD:
        found += [(half, _SLIP) for half in halves(word)]
    return found


def halves(word: str) -> tuple[str, str]:
    """The beginning and the end of a long name, of which a word with one slip of the hand has one."""
    middle = max(SHORT, len(word) // 2)
    return word[:middle], word[min(middle + 1, len(word) - SHORT) :]


def _spelled_out(word: str) -> Sequence[Spelling]:
    """Letter by letter, as on the telephone."""
    if word.lower() in PARTICLES:
        return ()
    letters = word if word.isalpha() else "".join(filter(str.isalpha, word))
    if len(letters) < MIN_SPELLED or not CYRILLIC_OR_LATIN.match(word):
        return ()
    return (" ".join(letters), _WHOLE[Case.ANY]), (", ".join(letters), _WHOLE[Case.ANY])


def _together(words: Sequence[str]) -> Iterator[Spelling]:
    """Parts that do not count by themselves everywhere, beside each other."""
    for first in range(len(words)):
        for last in range(first + 2, len(words) + 1):
            yield " ".join(words[first:last]), _PART[Case.ANY]
    given, rest = words[0], " ".join(words[1:])
    for text in dict.fromkeys((f"{given} {words[-1]}", f"{words[-1]} {given}", f"{rest} {given}", f"{rest}, {given}")):
        yield text, _WHOLE[Case.ANY]


def _initials(words: Sequence[str]) -> list[Spelling]:
    return [spelling for letters, case in initials(words) for spelling in _initials_written(letters, case)]


def initials(words: Sequence[str]) -> Iterator[tuple[str, Case]]:
    """JAD, JD, DJ and JA of Jane Ann Doe, and what each asks."""
    named = words if PARTICLES.isdisjoint(map(str.lower, words)) else [w for w in words if w.lower() not in PARTICLES]
    firsts = "".join([word[0] for word in named])
    glued = firsts[:1] + firsts[-1:]
    if len(glued) < len(firsts) and firsts.isalpha():
        yield firsts, Case.INITIALS
    if len(glued) > 1 and glued.isalpha():
        yield glued, Case.INITIALS
        yield glued[::-1], Case.SIGNATURE
    given = words[0][0] + words[1][0]
    if given != glued and given.isalpha():
        yield given, Case.SIGNATURE


def _initials_written(letters: str, case: Case) -> tuple[Spelling, ...]:
    form = _WHOLE[case]
    glued = _WHOLE[Case.SIGNATURE] if letters.lower() in _ABBREVIATIONS else form
    return (letters, glued), (".".join(letters), form), (". ".join(letters), form)


def _called(given: str) -> Iterator[Spelling]:
    """Nicknames."""
    for nickname in NICKNAMES.get(given.lower(), ()):
        yield nickname, _PART[Case.WORD if _plain(nickname) in FREQUENT else Case.NAME]


def _begun(given: str) -> Iterator[Spelling]:
    """The beginning of a long given name."""
    if len(given) >= MIN_LONG and given.isalpha() and CYRILLIC_OR_LATIN.match(given):
        for length in _BEGINNING:
            beginning = given[:length]
            plain = _plain(beginning)
            if plain not in WORDS and plain not in MONTHS_AND_DAYS and plain not in _TITLES:
                yield beginning, _WHOLE[Case.NAME]
