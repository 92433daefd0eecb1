"""The rule of display names: who stands before an address in angle brackets, "From: closer, the <c@example.org>" (RFC 5322, 3.4).

In a header's field, folded over lines or written as JSON, all of it is a name, whatever its words are, up to five of them;
elsewhere the words with a capital right before the bracket are, up to four. An office, "Acme Support", is left to the model.
"""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.rule import Rule
from gateway.core.common_words import word_set

SCORE = 0.6
_HEADER, _LONGEST = 600, 60
"""Characters before an address in which its field begins, and those of a display name."""
_MOST_LINES = 16
"""Of a folded field."""
_MOST_WORDS, _MOST_IN_SENTENCE = 5, 4
_LONGEST_UNCASED = 6
"""Characters of a name in a script without capitals; more are words of a sentence without spaces."""
_TRIGGER = r"[^\s\x00<>@:;,](?:\n[ \t]|[ \t]){0,3}<(?:mailto:)?[^\s\x00<>@]{1,64}@"
_BRACKET = re.compile(r"\s{0,3}<[^<]*\Z")
_KEYS = "from|to|cc|bcc|sender|reply-to|von|an|kopie|de|para|à|a|da|van|aan|od|do|från|till|fra|til"
_FIELD = re.compile(
    rf"[ \t>|*]{{0,6}}(?:{_KEYS})\*{{0,2}}[ \t]?:\*{{0,2}}|[^\0]*[{{,]\s*\"(?:{_KEYS})\"[ \t]?:[ \t]?\"", re.IGNORECASE
)
_APART = re.compile(r"[<>;\"\u201c\u201d\u00ab\u00bb]")
_ASIDE = re.compile(r" ?\([^()]*\)?\Z")
_EDGES = " \t\n,'\u2018\u2019*"
_WORD = re.compile(r"[^\W\d_]+")
_GREETINGS = word_set(
    "hi hello hey dear hallo hola bonjour salut ciao oi beste liebe lieber or and und et y e to via by"
)
_NO_NAMES = word_set(
    "our my your the this that write visit free new address email mail homepage website github gitlab report contact "
    "unser mein ihre notre votre mon nuestro nostro nosso ons"
)
"""In a sentence: words of what is said of an address."""
_OFFICES = word_set(
    """
    abteilung accounts admin administration agenda alerts assistance backoffice billing booking bookings bot buchhaltung calendar
    care center centre club comptabilite contact contacto customer customers daemon desk dispatch events facturation feedback
    finance gmbh group helpdesk hotline hr inc info invoice invoices jobs kontakt kundenservice legal llc list ltd
    mail mailer mailing marketing news newsletter noreply notification notifications office operations ops orders payments payroll
    postmaster press presse privacy procurement purchasing reception recruiting reminders reply returns sales secretariat security
    service services shop staff store support system team ticket tickets updates ventas vendite verkoop vertrieb web webmaster
    website
    """
)
"""The last word of whoever is no person."""


def display_names() -> list[Rule]:
    """One rule."""
    return [Rule("PERSON", SCORE, _TRIGGER, refine=_refined, extends=True)]


def _refined(text: str, start: int, end: int) -> tuple[int, int] | None:
    bracket = _BRACKET.search(text, start, end)
    if bracket is None:
        return None
    stop = bracket.start()
    line = _line(text, stop)
    is_whole = line == 0 or text[line - 1] in "\n\0"
    field = _FIELD.match(text, line, stop) if is_whole else None
    found = _in_field(text, field.end(), stop) if field else _in_sentence(text, line, stop)
    if found is None:
        return None
    words = _WORD.findall(text, *found)
    return found if words and words[-1].lower() not in _OFFICES and words[-1] != "IT" else None


def _line(text: str, stop: int) -> int:
    """Where the header that `stop` is in begins, or its line: one that begins with a blank goes on the line before."""
    least = max(0, stop - _HEADER, text.rfind("\0", max(0, stop - _HEADER), stop) + 1)
    begin = stop
    for _ in range(_MOST_LINES):
        end = text.rfind("\n", least, begin)
        if end < 0 or text[end + 1] not in " \t":
            return max(least, end + 1)
        begin = end
    return begin


def _in_field(text: str, begin: int, stop: int) -> tuple[int, int] | None:
    """All since the last address or quotation mark."""
    first = max([begin, *(mark.end() for mark in _APART.finditer(text, max(begin, stop - _LONGEST - 3), stop - 1))])
    last = stop
    if text[last - 1] in '"\u201d\u00bb':
        last -= 1
    aside = _ASIDE.search(text, first, last)
    last = aside.start() if aside else last
    while first < last and text[first] in _EDGES:
        first += 1
    while first < last and text[last - 1] in _EDGES:
        last -= 1
    name = text[first:last]
    is_name = 1 < len(name) <= _LONGEST and len(name.split()) <= _MOST_WORDS
    return (first, last) if is_name and not any(sign in name for sign in "@:\0") else None


def _in_sentence(text: str, begin: int, stop: int) -> tuple[int, int] | None:
    """The words with a capital before `stop`, without a greeting before them."""
    first = stop
    for word in reversed(text[max(begin, stop - _LONGEST) : stop].split(" ")[-_MOST_IN_SENTENCE:]):
        if not _is_capital(word):
            break
        if word.lower() in _NO_NAMES:
            return None
        if word.lower() in _GREETINGS:
            break
        first -= len(word) + (first < stop)
    return (first, stop) if first < stop else None


def _is_capital(word: str) -> bool:
    letters = word.replace("'", "").replace("\u2019", "").replace("-", "").replace(".", "")
    if not letters.isalpha() or not word[0].isalpha():
        return False
    is_cased = word[0].isupper() or word[0].islower()
    return word[0].isupper() if is_cased else len(word) <= _LONGEST_UNCASED
