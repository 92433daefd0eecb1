"""What stands beside a word and says that it is a name: titles, "this is", "please call", who was there, what somebody does.

The model sees it too, and mostly minds it; where it doubts a word that no list of ordinary words has, this decides. The words
are in cue_words.py; the few beside a place are looked up there, so that a look costs the same in any text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from gateway.adapters.presidio_detector.ner.cue_words import (
    ADDRESSED,
    ADVERBS,
    ALLUSIONS,
    BUSINESS,
    CALLINGS,
    CALLS,
    COURTESIES,
    DEEDS,
    DEPARTMENTS,
    DOINGS,
    HONORIFICS,
    INTRODUCTIONS,
    LISTS,
    OF_A_DEPARTMENT,
    REPLIES,
    RETORTS,
    ROLES,
    SAYINGS,
    SUBJECTS,
    TASKS,
    TITLES,
    TURKISH_CASES,
    UNITS,
)

_ACTS = DEEDS - SAYINGS
_HINTS = DEEDS | DOINGS | TASKS
_REACH = 100
"""Characters before a word in which the head of its list stands."""
_SUBJECT_REACH = 60
_FAR, _NEAR = 48, 24
_MOST_BEFORE, _MOST_AFTER = 4, 3
_OPENS = "\"'(«„“‘[*_"
_SIGNS = _OPENS + "->\\"
_STOPS = ".,!?:;)"
_COUNT = " 0123456789"
_NUMBER = re.compile(r"[0-9][0-9.,]*")
_LINES = re.compile(r"[\n\0]")
_LINE_BEGINS = re.compile(r"(?:^|[\n\0])[ \t>*-]{0,4}(?:\[[0-9:. ]{4,10}\] )?\Z")
_HEADED = re.compile(
    r"(?:^|[\n\0.;|>*-])\W{0,3}([^\W\d][^\n\0:;.]{0,22}?) ?: "
    r"(?:[^\n\0:;]{1,72}?(?:, ?|/| & | (?:and|und|et|y|e|en|i|ve|och|og) ))?\Z"
)
_IN_ROLE = re.compile(
    r"(?:^|[\n\0.;|>*-])\W{0,3}([^\W\d][^\n\0:;.]{0,22}?) ?: "
    r"(?:[^\W\d][\w'.-]{0,24}(?: [A-Z][\w'.-]{0,24}){0,2}(?:, ?|/| & | (?:and|und|et|y|e|en|i|ve|och|og) ))?\Z"
)
_ENTITLED = re.compile(
    r"(?:^|[\n\0\"'(])\W{0,3}([^\W\d][^\n\0:/\"]{0,16}?) ?: (?:[^\n\0:/\"]{1,24} (?:/|x|<>|&|\+) )?\Z"
)
_AND_ANOTHER = re.compile(r" (?:/|x|<>|&|\+) [^\W\d_]")
_ANOTHER_AND = re.compile(r" (?:/|x|<>|&|\+) \Z")
_SPEAKS = re.compile(r"(?: ?\[[0-9:. ]{4,10}\])?: ")
_IS_TOLD = re.compile(r" ?: ")
_SENTENCE_ENDS = re.compile(r"[.;!?] \Z")
_ENDING = re.compile(r"['\u2019]([^\W\d_]{1,3})(?![\w'\u2019])")
_SHORTEST_STEM = 3
_DRAWN_OUT = re.compile(r"(\w)\1+\Z")
_IS_BEGGED = re.compile(r" (?:pls|plz|please|can u|can you|could you|will you|do u)\b", re.IGNORECASE)
_PHRASE_BEGINS = re.compile(r"[,.;:] \Z")
_POINT_BEGINS = re.compile(r"(?:^|[\n\0])(?:[ \t>*\u2022-]{0,4}|[ \t]?(?:[A-Z]{1,2}|#)?[0-9]{1,2}[.)]? )\Z")
_FEWEST_INITIALS, _MOST_INITIALS = 2, 3
_SIGNED = re.compile(r"(?:^|[\n\0])[ \t]?[-\u2013\u2014~]{1,2} ?\Z")
_SIGNED_AFTER = re.compile(r"[.!?)] [-\u2013\u2014~]{1,2} ?\Z")
_ENDS = re.compile(r"[ \t.]{0,4}[\"\u201d]?(?:\r?\n\r?\n|\r?\n?(?:\0|\Z))")
_LETTER_BEGINS = re.compile(r"(?:(?:\A|\0|(?:\A|\n)[ \t>]*\r?\n)[ \t>]*[\"\u201c]?|[ :(][\"\u201c])\Z")
_GREETED = re.compile(r",[ \t]*\r?\n")
_NUMBER_NEXT = re.compile(r"(?: at| on|:)? (?:\+[0-9]|\(?0[0-9]|\([2-9])[0-9 ().\-/]{6,}")
_OTHER_BEFORE = re.compile(r"(?:^|[\n\0]|[;,/|] )\Z")


def is_named(text: str, start: int, end: int) -> bool:
    """True if an ordinary word at `text[start:end]`, too, is somebody: a title or the like stands beside it."""
    before = set(_before(text, start))
    if not (TITLES.isdisjoint(before) and INTRODUCTIONS.isdisjoint(before)):
        return True
    if _is_asked(text, end, before):
        return True
    if any(" " in call for call in CALLS & before) or _has_role(text, start):
        return True
    return _is_somebody(text, start, end) or _is_addressed(text, start, end) or is_initials(text, start, end)


def is_acting(text: str, start: int, end: int) -> bool:
    """True if a line begins with `text[start:end]`, and what people alone do follows."""
    return _begins_line(text, start) and _does(text, end, _ACTS)


def is_certain(text: str, start: int, end: int) -> bool:
    """True if nothing but a name is likely here: after a title or an introduction, in a greeting, in a list of who was there."""
    before = set(_before(text, start))
    if not (TITLES.isdisjoint(before) and INTRODUCTIONS.isdisjoint(before)):
        return True
    if not COURTESIES.isdisjoint(before) and (text[end : end + 1] in {",", "!"} or is_last(text, end)):
        return True
    if _head(text, start) in LISTS or _is_greeted(text, start, end):
        return True
    return _is_addressed(text, start, end) or _is_entitled(text, start, end)


def is_announced(text: str, start: int, end: int) -> bool:
    """True if what stands beside a word says that it may well be a name: "ask …", "… (site manager)"."""
    before = set(_before(text, start))
    if not (CALLS.isdisjoint(before) and COURTESIES.isdisjoint(before)):
        return True
    if _is_asked(text, end, before):
        return True
    if _is_exclaimed(text, start, end) or _has_case(text, start, end):
        return True
    if is_signature(text, start, end) or _is_signed(text, start, end) or _has_number(text, start, end):
        return True
    return _has_role(text, start) or _is_somebody(text, start, end)


def is_hinted(text: str, start: int, end: int) -> bool:
    """True if people do what a word is said to do, or something is told of each of several: "Ann: not yet."; or after "I'm"."""
    if _does(text, end, _HINTS) or _is_begged(text, start, end) or not ALLUSIONS.isdisjoint(_before(text, start)):
        return True
    return _IS_TOLD.match(text, end) is not None and _SENTENCE_ENDS.search(text, max(0, start - 2), start) is not None


def is_speaker(text: str, start: int, end: int) -> bool:
    """True if `text[start:end]` stands where a written talk says who speaks: "Ann: yes"."""
    return _SPEAKS.match(text, end) is not None and _begins_line(text, start)


def is_signature(text: str, start: int, end: int) -> bool:
    """True if `text[start:end]` is a text's last line, or all of it, after a dash: "-jb"."""
    return _SIGNED.search(text, max(0, start - _NEAR), start) is not None and is_last(text, end)


def is_initials(text: str, start: int, end: int) -> bool:
    """True if the two or three capitals at `text[start:end]` speak or have a task: "LP: done", "A2 LP: to do", "LP to chase"."""
    initials = text[start:end]
    if not (_FEWEST_INITIALS <= len(initials) <= _MOST_INITIALS and initials.isupper()) or initials in BUSINESS:
        return False
    if _SPEAKS.match(text, end) and initials not in REPLIES:
        return _POINT_BEGINS.search(text, max(0, start - _NEAR), start) is not None
    if TASKS.isdisjoint(_after(text, end, (" ",))):
        return False
    return _begins_line(text, start) or _PHRASE_BEGINS.search(text, max(0, start - 2), start) is not None


def is_last(text: str, end: int) -> bool:
    """True if a text or a paragraph ends here."""
    return _ENDS.match(text, end) is not None


def _is_somebody(text: str, start: int, end: int) -> bool:
    """True if what follows says what somebody is: an honorific, "(apprentice)", ", our driver"; of a capital, "from accounts"."""
    return (
        not HONORIFICS.isdisjoint(_after(text, end, (" ",)))
        or not CALLINGS.isdisjoint(_after(text, end, (", ", " (")))
        or not DEPARTMENTS.isdisjoint(_after(text, end, (" (",)))
        or (text[start:end][:1].isupper() and not OF_A_DEPARTMENT.isdisjoint(_after(text, end, (" ",))))
    )


def _is_addressed(text: str, start: int, end: int) -> bool:
    return not ADDRESSED.isdisjoint(_after(text, end, (" ", ", "))) and _begins_line(text, start)


def _is_exclaimed(text: str, start: int, end: int) -> bool:
    return text[end : end + 1] == "!" and _begins_line(text, start)


def _is_begged(text: str, start: int, end: int) -> bool:
    """True where a phrase begins with whom it asks for something: "ok. ann pls"."""
    is_first = _PHRASE_BEGINS.search(text, max(0, start - 2), start) is not None
    return is_first and _IS_BEGGED.match(text, end) is not None


def _is_greeted(text: str, start: int, end: int) -> bool:
    """True for the whole first line of a letter, with a comma after it: "Ann,"."""
    if _GREETED.match(text, end) is None or text[start:end].lower() in COURTESIES:
        return False
    return _LETTER_BEGINS.search(text, max(0, start - _NEAR), start) is not None


def _is_signed(text: str, start: int, end: int) -> bool:
    """True if `text[start:end]` ends a text after a sentence and a dash: "See you! - Ann"."""
    return _SIGNED_AFTER.search(text, max(0, start - _NEAR), start) is not None and is_last(text, end)


def _has_number(text: str, start: int, end: int) -> bool:
    """True for a capital where a phrase begins, with a telephone number right after it: "Ann +44 20 7946 0000; Bo 01632 …"."""
    return (
        text[start:end][:1].isupper()
        and _NUMBER_NEXT.match(text, end) is not None
        and _OTHER_BEFORE.search(text, max(0, start - 2), start) is not None
    )


def _is_asked(text: str, end: int, before: Collection[str]) -> bool:
    """True after "and you" and the like, where the phrase ends with the word."""
    return text[end : end + 1] in {"?", ","} and not RETORTS.isdisjoint(before)


def _does(text: str, end: int, deeds: Collection[str]) -> bool:
    """True if one of `deeds` follows, or "just" and that."""
    after = list(_after(text, end, (" ",)))
    return any(each in deeds for each in after) or (
        len(after) > 1 and after[0] in ADVERBS and any(each.removeprefix(f"{after[0]} ") in deeds for each in after)
    )


def _has_case(text: str, start: int, end: int) -> bool:
    """True for a word with an apostrophe and an ending, which in Turkish is a name: "Umut'u"."""
    found = _ENDING.match(text, end)
    return found is not None and end - start >= _SHORTEST_STEM and found[1].lower() in TURKISH_CASES


def _is_entitled(text: str, start: int, end: int) -> bool:
    """True for one of two names, or a name and a matter, in a subject: "Intro: Ann / Bo"."""
    if not (_AND_ANOTHER.match(text, end) or _ANOTHER_AND.search(text, max(0, start - 4), start)):
        return False
    found = _ENTITLED.search(text, max(0, start - _SUBJECT_REACH), start)
    return found is not None and found[1].lower() in SUBJECTS


def _head(text: str, start: int) -> str:
    """What stands before the colon of the list, or field, in which `start` is; nothing if it is in none."""
    found = _HEADED.search(text, max(0, start - _REACH), start)
    return found[1].lower().rstrip(_COUNT) if found else ""


def _has_role(text: str, start: int) -> bool:
    """True for who is named after a role and a colon, alone or as the second of two; not for what a speaker says there."""
    found = _IN_ROLE.search(text, max(0, start - _REACH), start)
    return found is not None and found[1].lower().rstrip(_COUNT) in ROLES


def _begins_line(text: str, start: int) -> bool:
    return _LINE_BEGINS.search(text, max(0, start - _NEAR), start) is not None


def _before(text: str, start: int) -> Iterator[str]:
    """The last word before `start` on its line, the last two and so on, in lower case; of "mr." and "hi," "mr" and "hi" too."""
    near = _LINES.split(text[max(0, start - _FAR) : start])[-1].rstrip(_OPENS)
    if not near.endswith(" "):
        return
    words = near.lower().replace("\u2019", "'").split()[-_MOST_BEFORE:]
    if len(words) > 1 and words[-1] in UNITS and _NUMBER.fullmatch(words[-2]):
        return
    for count in range(1, len(words) + 1):
        phrase = " ".join(words[-count:]).lstrip(_SIGNS)
        yield phrase
        if phrase.endswith((".", ",")) and phrase[:-1] in (TITLES if phrase.endswith(".") else COURTESIES):
            yield phrase[:-1]
        if count == 1 and (drawn := _DRAWN_OUT.search(phrase)):
            yield phrase[: drawn.start() + 1]


def _after(text: str, end: int, between: tuple[str, ...]) -> Iterator[str]:
    """The first word after `end` and one of `between` on its line, the first two and so on, in lower case."""
    near = _LINES.split(text[end : end + _NEAR])[0]
    if not near.startswith(between):
        return
    words = near.lower().replace("\u2019", "'").lstrip(",( ").split()[:_MOST_AFTER]
    for count in range(1, len(words) + 1):
        phrase = " ".join(words[:count])
        yield phrase.rstrip(_STOPS)
        if phrase.endswith(")"):
            yield phrase
