"""What the model names though the text says that it is nobody's: an HTML entity, a time zone after its label, a limit of age.

"Somebody over 18 at home", "adults over 60" and "under 12s" say who may come, not how old somebody is; "she is over 60" does.
"""

from __future__ import annotations

import re
from html.entities import html5

from gateway.core.entities import Label
from gateway.core.spans import Span

_BEFORE = 48
_ENTITY = re.compile(r"&(\w+;)")
_ZONE = re.compile(
    r"(?<![^\W_])(?:tz|time[ _-]?zone|zeitzone|tijdzone|fuseau horaire|fuso orario|fuso hor[aá]rio|zona horaria|huso horario)"
    r"[\"']?\s?[:=(]?\s?[\"']?(?:[A-Z][\w+-]{1,20}/){0,2}\Z",
    re.IGNORECASE,
)
_BOUND = (
    "over|under|above|below|at least|older than|younger than|über|unter|ab|mindestens|älter als|jünger als|plus de|moins de|"
    "más de|menos de|mayor(?:es)? de|menor(?:es)? de|mais de|maior(?:es)? de|oltre i|sopra i|sotto i|boven de|onder de|vanaf"
)
_ANYBODY = (
    "some(?:one|body)|any(?:one|body)|every(?:one|body)|nobody|no one|people|persons?|adults?|child(?:ren)?|kids?|guests?|"
    "jemand|niemand|personen|kinder|erwachsene|quelqu['\u2019]un|personnes?|enfants|adultes?|alguien|personas?|niños|adultos?|"
    "alguém|pessoas?|crianças|qualcuno|persone|bambini|adulti|iemand|mensen|kinderen|volwassenen"
)
_OF_ANYBODY = re.compile(rf"(?<!\w)(?:{_ANYBODY})(?: (?:aged|who is|who are))? (?:{_BOUND}) \Z", re.IGNORECASE)
_OF_A_GROUP = re.compile(rf"(?<!\w)(?:{_BOUND})[ -]\Z", re.IGNORECASE)
_GROUP = re.compile(r"[0-9]{1,2}(?:['\u2019]?s\b)?")


def is_nobodys(text: str, span: Span) -> bool:
    """True if what stands around `span` says so."""
    if span.label is Label.AGE:
        return _is_limit(text, span)
    return _is_entity(text, span) or (span.label is Label.PERSON and _is_zone(text, span))


def _is_limit(text: str, span: Span) -> bool:
    first = max(0, span.start - _BEFORE)
    if _OF_ANYBODY.search(text, first, span.start):
        return True
    group = _GROUP.match(text, span.start)
    is_plural = group is not None and group[0].endswith("s")
    return is_plural and _OF_A_GROUP.search(text, first, span.start) is not None


def _is_entity(text: str, span: Span) -> bool:
    """True for what stands between the ampersand and the semicolon of an entity that HTML has."""
    begin = text.rfind("&", max(0, span.start - _BEFORE), span.start)
    found = _ENTITY.match(text, begin) if begin >= 0 else None
    return found is not None and found[1] in html5 and span.end < found.end()


def _is_zone(text: str, span: Span) -> bool:
    """True for a part of "Asia/Tokyo" after a word for a time zone."""
    is_path = "/" in text[max(0, span.start - 1) : span.end + 1]
    return is_path and _ZONE.search(text, max(0, span.start - _BEFORE), span.start) is not None
