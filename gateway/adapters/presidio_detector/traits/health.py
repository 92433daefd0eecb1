"""Rules for somebody's health: what they have, what was done to them, what they take, in seven languages.

A word of health may be a topic ("diabetes awareness", "people with asthma"), which is nobody's. So it matters what stands beside
it (health_context.py): no topic may beside the name of a condition, and what makes it somebody's must beside an ordinary word.
Parts of the body and kinds belong to the find (body.py): "fractured left wrist", "type 1 diabetes", "cancer du sein".
"""

from __future__ import annotations

import re
from unicodedata import combining, normalize

from gateway.adapters.presidio_detector.labelled import PLACEHOLDER, QUOTED, announced, following
from gateway.adapters.presidio_detector.rule import Refine, Rule, extending
from gateway.adapters.presidio_detector.traits import body
from gateway.adapters.presidio_detector.traits import health_context as beside
from gateway.adapters.presidio_detector.traits.health_forms import ENDINGS, is_medicine, of_form
from gateway.adapters.presidio_detector.traits.health_words import (
    ALLERGIC,
    CONDITIONS,
    DISEASES,
    DONE,
    FIELDS,
    HALTED,
    INJURED,
    MEDICINES,
    OF_A_PART,
    OPERATIONS,
    ORDINARY,
    PREDICATES,
    STRICT,
)
from gateway.adapters.presidio_detector.words import spellings

_ENTITY = "HEALTH"
SCORE = 0.6
_NEAR = 40

_NOTHING = re.compile(
    r"(?:no|none|nein|non|nee|não|nessun[oa]?|ningun[oa]|keine?|aucun[e]?|geen|nenhum[a]?|n/?a|nil|null|unknown|yes|true|false|"
    r"tbd|"
    r"not applicable|nothing|see .*|[a-z]{3} [0-9.,]+k?|[-–—.?]+|0|1|good|fine|ok|gut|bien|bene|bem|goed|sí|sì|sim|oui|ja)",
    re.IGNORECASE,
)
_REST = (
    r"[\"'`*_)\]\\]{0,3}\s?[:=]\s{0,2}[\"'`*_(\\]{0,3}(?:("
    + QUOTED
    + r")|([^\W\d_][^\n\x00;|<>{}\[\]\"]{2,60}?)(?=[\n\x00;|<>{}\"]|\. |\.$|$))"
)


def health() -> list[Rule]:
    """The rules of each kind of word, of forms, and of fields."""
    after_field = frozenset(each for word in _unaccented(FIELDS) for each in spellings(word))
    return [
        _rule(CONDITIONS, _sure),
        _rule(MEDICINES, _taken),
        _rule(ALLERGIC, _allergic),
        _rule(ORDINARY, _ordinary),
        _rule(STRICT, _asked(beside.ILL)),
        _rule(PREDICATES, _asked(beside.IS)),
        _rule(HALTED, _asked(beside.SOMEBODY_IS)),
        _rule(INJURED, _injured),
        _rule(DONE, _done),
        _rule(DISEASES, _disease),
        _rule(frozenset({"morbus"}), extending(r"morbus [^\W\d_]{3,16}", _NEAR)),
        _rule(OPERATIONS, _operation),
        _rule(OF_A_PART, _of_a_part),
        Rule(_ENTITY, SCORE, ENDINGS.source, trail=ENDINGS.trail, refine=_formed, extends=True),
        announced(_ENTITY, _unaccented(FIELDS), following([(_REST, _said)], by_digits=False)),
        Rule(_ENTITY, SCORE, after=after_field, validate=_said, column=True),
    ]


def _unaccented(words: frozenset[str]) -> frozenset[str]:
    """Words with and without their accents, and with either apostrophe."""
    plain = words | {"".join(each for each in normalize("NFD", word) if not combining(each)) for word in words}
    return plain | {word.replace("'", "\u2019") for word in plain}


def _rule(words: frozenset[str], refine: Refine) -> Rule:
    return announced(_ENTITY, _unaccented(words), refine, SCORE)


def _whole(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The find with its kind before it and its place behind it; None of a word that goes on."""
    kind = body.KIND.search(text, max(0, start - _NEAR), start)
    more = body.MORE.match(text, end)
    return (kind.start() if kind else start, more.end()) if more else None


def _is_topic(text: str, start: int, end: int) -> bool:
    before = beside.TOPIC_BEFORE.search(text, max(0, start - beside.REACH), start)
    return before is not None or beside.TOPIC_AFTER.match(text, end) is not None


def _sure(text: str, start: int, end: int) -> tuple[int, int] | None:
    found = _whole(text, start, end)
    return None if found is None or _is_topic(text, *found) else found


def _taken(text: str, start: int, end: int) -> tuple[int, int] | None:
    found = _sure(text, start, end)
    return found if found and beside.TAKES.search(text, max(0, start - beside.REACH), start) else None


def _formed(text: str, start: int, end: int) -> tuple[int, int] | None:
    word = of_form(text, start, end)
    if word is None:
        return None
    return _taken(text, *word) if is_medicine(text, *word) else _sure(text, *word)


def _allergic(text: str, start: int, end: int) -> tuple[int, int] | None:
    found = _sure(text, start, end)
    what = found and body.TO.match(text, found[1])
    if not found or not what:
        return found
    return None if body.OF_WORK.search(what[0]) else (found[0], what.end())


def _asked(what_before: re.Pattern[str]) -> Refine:
    """A refinement that keeps a word with this before it, and nothing after it that it only describes."""

    def refine(text: str, start: int, end: int) -> tuple[int, int] | None:
        more = body.MORE.match(text, end)
        if more is None or not beside.ENDS.match(text, more.end()):
            return None
        found = _sure(text, start, end)
        return found if found and what_before.search(text, max(0, found[0] - beside.REACH), found[0]) else None

    return refine


_ordinary = _asked(beside.MINE)


def _injured(text: str, start: int, end: int) -> tuple[int, int] | None:
    found = body.LOST.match(text, end) if text[start:end].lower() == "lost" else body.INJURED.match(text, end)
    return None if found is None or body.OF_A_THING.match(text, found.end()) else (start, found.end())


def _done(text: str, start: int, end: int) -> tuple[int, int] | None:
    before = body.DONE_TO.search(text, max(0, start - _NEAR), start)
    return (before.start(), end) if before else None


def _disease(text: str, start: int, end: int) -> tuple[int, int] | None:
    """One with a name before it, which somebody has: "Addison's disease", "liver disease"."""
    before = body.NAME_OF_DISEASE.search(text, max(0, start - _NEAR), start)
    return _ordinary(text, before.start(), end) if before else None


def _operation(text: str, start: int, end: int) -> tuple[int, int] | None:
    before = body.BEFORE.search(text, max(0, start - _NEAR), start)
    return _sure(text, before.start(), end) if before else None


def _of_a_part(text: str, start: int, end: int) -> tuple[int, int] | None:
    after = body.AFTER.match(text, end)
    return _sure(text, start, after.end()) if after else None


def _said(value: str) -> bool | None:
    """False if a field says nothing of anybody's health."""
    return False if _NOTHING.fullmatch(value.strip()) or PLACEHOLDER.fullmatch(value) else None
