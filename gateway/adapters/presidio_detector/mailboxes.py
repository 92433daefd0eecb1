"""The rule of display names: who stands before an address in angle brackets, "From: closer, the <c@example.org>" (RFC 5322, 3.4).

In a header's field all of it is a name, whatever its words are; elsewhere the words with a capital right before the bracket
are, of up to four. A name that says which office writes, "Acme Support", is left to the model.
"""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.rule import Rule
from gateway.core.common_words import word_set

SCORE = 0.6
_REACH = 80
_TRIGGER = r"[^\s\x00<>@:;,]['\")]? ?<(?:mailto:)?[^\s\x00<>@]{1,64}@"
_BRACKET = re.compile(r"['\")]? ?<[^<]*\Z")
_KEYS = "from|to|cc|bcc|sender|reply-to|von|an|kopie|de|para|à|a|da|van|aan|od|do|från|till|fra|til"
_FIELD = re.compile(
    rf"(?:^|[\n\0])[ \t>|*]{{0,6}}(?:{_KEYS})\*{{0,2}}\s?:\*{{0,2}}\s"
    r"(?:[^\n\0]*[>;],?\s?)?['\"]?([^\n\0<>@:;\"]{2,60})\Z",
    re.IGNORECASE,
)
_CAPITAL = r"[A-Z\u00c0-\u00de\u0100-\u017e][\w.'\u2019-]{0,24}"
_NAME = re.compile(rf"(?:(?<=[\s\"'(,;:>])|\A)((?:{_CAPITAL} ){{0,3}}{_CAPITAL})\Z")
_WORD = re.compile(r"[^\W\d_]+")
_OFFICES = word_set(
    """
    abteilung accounts admin administration agenda alerts assistance backoffice billing booking bookings bot buchhaltung calendar
    care center centre club comptabilite contact contacto customer customers daemon desk dispatch events facturation feedback
    finance gmbh group hello help helpdesk hotline hr inc info invoice invoices it jobs kontakt kundenservice legal llc list ltd
    mail mailer mailing marketing news newsletter noreply notification notifications office operations ops orders payments payroll
    postmaster press presse privacy procurement purchasing reception recruiting reminders reply returns sales secretariat security
    service services shop staff store support system team ticket tickets updates ventas vendite verkoop vertrieb web webmaster
    website
    """
)


def display_names() -> list[Rule]:
    """One rule."""
    return [Rule("PERSON", SCORE, _TRIGGER, refine=_refined)]


def _refined(text: str, start: int, end: int) -> tuple[int, int] | None:
    bracket = _BRACKET.search(text, start, end)
    if bracket is None:
        return None
    begin, stop = max(0, bracket.start() - _REACH), bracket.start()
    found = _FIELD.search(text, begin, stop) or _NAME.search(text, begin, stop)
    if found is None or not _is_name(found[1]):
        return None
    first, last = found.span(1)
    return first, last


def _is_name(display: str) -> bool:
    words = [word.lower() for word in _WORD.findall(display)]
    return bool(words) and _OFFICES.isdisjoint(words)
