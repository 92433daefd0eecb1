"""The rule of nicknames in quotation marks, whatever their words are: signs as "the closer", Spitzname „der Lange“."""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.rule import Rule

SCORE = 0.6

_CALLED = (
    r"sign(?:s|ing)?(?: off)? as|nick-?name(?:d| is)?|call(?:s|ing)? (?:him|her|my|your)self|"
    r"unterschreib(?:t|e) als|unterzeichnet als|spitzname|signe(?: comme)?|se fait appeler|surnom(?:m\xe9e?)?|"
    r"firma como|se hace llamar|de mote|apodad[oa]|si firma|si fa chiamare|soprannome|soprannominat[oa]|assina como|apelido|"
    r"apelidad[oa]|tekent als|noemt zich|bijnaam"
)
_OPENS = r"[\"'\x7f\xab\xbb]"
"""Of octets.py; curly ones are signs there."""
_QUOTED = re.compile(
    r"\"([^\n\0\"]{2,40})\"|'([^\n\0\"']{2,40})'(?!\w)|[\u201c\u201e]([^\n\0\u201c\u201d\u201e]{2,40})[\u201c\u201d]|"
    r"[\u2018\u201a]([^\n\0\u2018\u2019]{2,40})[\u2018\u2019]|\u00bb([^\n\0\u00ab\u00bb]{2,40})\u00ab|\u00ab\s?([^\n\0\u00ab\u00bb]{2,40}?)\s?\u00bb"
)
_LONGEST = 48
_MOST_WORDS = 4


def nicknames() -> list[Rule]:
    """One rule."""
    return [Rule("PERSON", SCORE, rf"[\s\x00,;:.(](?:{_CALLED}):? {_OPENS}", lead=True, refine=_refined, extends=True)]


def _refined(text: str, _start: int, end: int) -> tuple[int, int] | None:
    found = _QUOTED.match(text, end - 1, end + _LONGEST)
    if found is None or len(found[found.lastindex or 0].split()) > _MOST_WORDS:
        return None
    return found.span(found.lastindex or 0)
