"""The rule of initials with dots that say who speaks or who is to do something: "d.k.: minutes", "M.M. to review"."""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.rule import Rule
from gateway.core.common_words import word_set

SCORE = 0.6

_FORM = re.compile(r"((?:[a-z]\.){2,3})(:| to [a-z])", re.IGNORECASE)
_LINE_BEGINS = "\n\0"
_ABBREVIATIONS = word_set(
    """
    a.m. p.m. a.d. e.g. i.e. n.b. p.s. q.v. a.k.a. f.a.o. c.o.d. d.o.b. e.t.a. u.s. u.k. e.u. u.n. u.a.e. u.s.a. n.y. l.a.
    n.z. p.o. c.v. i.d. i.t. h.r. p.r. r.o.i. t.b.d. t.b.a. t.b.c. f.y.i. z.b. d.h. u.a. o.g. s.o. s.u. v.a. i.v. e.v. a.g.
    c.f. c.e. b.v. n.v. v.v. s.a. s.l. s.r. s.p.a. s.r.l. l.l.c. p.l.c. q.b. f.n. n.p. p.p. r.s.v. w.r.t. v.a.t.
    """
)


def initials() -> list[Rule]:
    """One rule; what is a common abbreviation is nobody."""
    return [Rule("PERSON", SCORE, r"[\n\x00 ,;(](?:[a-z]\.){2,3}(?::| to [a-z])", lead=True, refine=_refined)]


def _refined(text: str, start: int, end: int) -> tuple[int, int] | None:
    found = _FORM.fullmatch(text, start, end)
    if found is None or found[1].lower() in _ABBREVIATIONS:
        return None
    speaks = found[2] == ":"
    return None if speaks and start and text[start - 1] not in _LINE_BEGINS else found.span(1)
