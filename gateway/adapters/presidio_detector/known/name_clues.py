"""Whether a word that may be a name is one where it stands: by its letters' case, its place in the sentence, the words beside it.

Small closed lists of words, looked at only where a known name's form was found. A miss leaks and an extra find does not, so in
doubt a capital decides.
"""

from __future__ import annotations

import re

from gateway.adapters.presidio_detector.known.form import Case
from gateway.core.common_words import FREQUENT, MONTHS_AND_DAYS, word_set

_AROUND = 60
_MIN_LINE = 20
_BESIDE = 28
_NOT_A_NAME = re.compile(r"\b[A-Z][\w ]{0,14}:|\bI\b|\b[A-Z]{2,}[a-z]?\b|(?<![^\W\d_])[^\W\d_](?![^\W\d_])")
_A_NAME = re.compile(r"[A-Z][a-z]{2}")
"""Stays where the others are taken out, unless a colon makes it a line's label."""
_TITLES = (
    r"mr|mrs|ms|miss|mx|dr|prof|rev|sir|herrn?|frau|hr|fr|se[ñn]ora?|sra?|do[ñn]a?|monsieur|madame|mme|mlle|m|signora?|sig|dott"
    r"(?:\.?ssa)?|dhr|mevr|mw|mevrouw|meneer|pani?|sri|shri|smt"
)
_GREETINGS = (
    r"hi|hey|hiya|hello|hallo|hola|ciao|salut|bonjour|olá|ola|oi|moin|hoi|beste|lieber?|liebe|cher|chère|dear|cc|thanks|thank you"
    r"|thx|ta|cheers|gracias|merci|danke|obrigad[oa]|grazie|bedankt|morning|afternoon|evening|mam|ma'am|boss|eh|yo|myself"
)
_ADDRESSED = (
    r"ask|asks|asked|ask for|ask 4|asking|tell|tells|told|met|meet|meeting|ping|pinged|chase|chasing|nudge|fwd|loop|copy|spoke to"
    r"|spoke with|talk to|speak to|speaking to|emailed|texted|rang|att|attn|name is|name's|i'm|this is|it's|its|aka|née|nee"
    r"|what about|how about|who's|who is|where's|where is|goes by|call me"
)
_CALLED = re.compile(rf"(?<![^\W_])(?:{_TITLES}|{_GREETINGS}|{_ADDRESSED})[.,:]? {{1,2}}$|@$", re.IGNORECASE)
_JOINTS = frozenset(" @\n")
"""What may stand before a word that another announces; an end of line, since `$` matches before one."""
_LINKED = re.compile(
    r"(?<![^\W_])(?:with|from|for|to|by|and|w/|per|via|b4|before|after|without|[+&]|con|mit|avec|com|met|de|di|von|van|para|für"
    r"|pour) $",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*(?:[.,;:!?)\]\n\0\u2013\u2014/+]|- |$|(?:and|&|und|y|et|e|en|re|about|on|at|in)\b)")
_ACTS = re.compile(
    r"(?:'s|\u2019s)? (?:said|says|say|thinks?|thought|wants?|wanted|asked|asks|called|calls|rang|emailed|texted|replied|replies"
    r"|confirmed|confirms|signs|signed|owns|hates|likes|loves|knows|knew|agreed|agrees|joined|mentioned|reckons|promised|forwarded"
    r"|approved|rejected|declined|dice|dit|sagt|meint|diz|zegt|here|speaking|himself|herself)\b",
    re.IGNORECASE,
)
_DOES = re.compile(r" (?:will|is|was|has|had|takes|took|needs|left|goes|went|can|can't|won't|isn't|didn't|doesn't)\b")
_SUBJECTS = word_set(
    "he she it we you they i this that there what who which here so no all one some any now more most many much where how when"
    " why nothing none est es lui elle il er sie wir das der die"
)
_CLAUSE_BEGINS = re.compile(r"(?:^|[.!?:;,\u2026\n\0][\"')]?|\band|\bbut|\bthat|\bif|\bso|\bcos|\bcause|\bbecause)\s*$")
_A_THING = re.compile(
    r"(?<![^\W_])(?:the|an?|this|that|these|those|his|her|our|your|my|their|its|any|each|every|no|per|new|some|one|total|final|same"
    r"|der|die|das|le|la|les|el|los|il|lo|de|het|o|os|as) $",
    re.IGNORECASE,
)
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:\u2026\n\0][\"'\u201d\u2019)]?|[>*\u2022\u201c\"(-])\s*$")
_OF_A_SENTENCE = re.compile(
    r" (?:you|ye|he|she|it|we|they|i|the|this|that|there|these|those|an?|my|your|our|his|her|their|not|be|have|any|all|us|me)\b"
)
_TIME_BEFORE = re.compile(
    r"(?<![^\W_])(?:in|of|early|mid|late|since|until|till|next|last|this|during|through|every|[0-9]{1,4}(?:st|nd|rd|th)?|between"
    r"|im|en|dès|für|em|nel|di|ab|bis)[ -]$",
    re.IGNORECASE,
)
_TIME_AFTER = re.compile(r"[ ,]{1,2}(?:[0-9]{4}\b|[0-9]{1,2}(?:st|nd|rd|th)?\b(?![:.]?[0-9]| ?[ap]m))")
_CAPITALS_BEFORE = re.compile(r"(?:[A-Z0-9]{2,}[ _&/+-]|[A-Z0-9][_&/+-]|[#\u20ac$\u00a3] ?)$")
_CAPITALS_AFTER = re.compile(r"(?:[ _&/+-][A-Z0-9]{2,}|[_&/+-]?[0-9]|[_&/+-][A-Za-z]|[A-Z])")
_LINE_BEFORE = re.compile(r"(?:(?:^|[\n\0])(?:[^\W_][\w .]{0,14}: ?)?|\\n|[\u2014\u2013] |(?<= )- )[^\w\n\0]{0,6}$")
_SIGNS_OFF = re.compile(r"[^\W\d_]{2}[,.!?]+ {1,2}$")
_LINE_AFTER = re.compile(r"[^\w\n\0]{0,3}(?:$|[\n\0])|[\"\u201d]")
_QUOTES = frozenset("\"'%`<>|;,\t\u201c\u201d")
_SPEAKS = re.compile(r" ?(?:[:,](?!/)|[\u2013\u2014]| - )")


def counts(text: str, start: int, end: int, case: Case) -> bool:
    """True if `text[start:end]` is what its case asks for."""
    if case >= Case.INITIALS:
        return _are_initials(text, start, end, alone=case is Case.SIGNATURE)
    word = text[start:end]
    if case is Case.ANY or word.upper() == word.lower():
        return True
    around = _line(text, start, end)
    no_capitals = around.islower() or (around.isupper() and len(around) > end - start)
    if not word.islower() and not no_capitals:
        return not _is_of_the_sentence(text, start, end)
    if is_called(text, start, end):
        return True
    return (no_capitals or _has_no_names(around)) and _is_named(text, start, end, case)


def _has_no_names(around: str) -> bool:
    """True if every capital is one of a label's, of an abbreviation, or stands alone."""
    if ":" not in around and _A_NAME.search(around):
        return False
    return _NOT_A_NAME.sub(" ", around).islower()


def _is_named(text: str, start: int, end: int, case: Case) -> bool:
    """True for a name in a text that writes none with a capital."""
    if case is Case.NAME:
        return text[start:end].lower() not in MONTHS_AND_DAYS or not _is_a_time(text, start, end)
    return _is_subject(text, start, end) or _is_linked(text, start, end)


def _line(text: str, start: int, end: int) -> str:
    """The surroundings: of the same line, unless it is too short to tell; never of another text of the call."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    before, after = before[before.rfind("\0") + 1 :], after.partition("\0")[0]
    line = before[before.rfind("\n") + 1 :] + text[start:end] + after.partition("\n")[0]
    return line if len(line) >= _MIN_LINE else before + text[start:end] + after


def _is_linked(text: str, start: int, end: int) -> bool:
    """True for a word that stands by itself behind a preposition: "lunch with will, then"."""
    if text[start - 1 : start] not in _JOINTS or _ENDS.match(text, end) is None:
        return False
    return _LINKED.search(text, max(0, start - _BESIDE), start) is not None


def _is_subject(text: str, start: int, end: int) -> bool:
    """True for a word that begins a sentence and does something: "will will sign"; not for "this will"."""
    if text[start:end].lower() in _SUBJECTS or _DOES.match(text, end) is None:
        return False
    return _CLAUSE_BEGINS.search(text, max(0, start - _BESIDE), start) is not None


def is_called(text: str, start: int, end: int) -> bool:
    """True if the words beside it say that this is somebody's name."""
    floor = max(0, start - _BESIDE)
    if (text[start - 1 : start] in _JOINTS and _CALLED.search(text, floor, start)) or _is_quoted(text, start, end):
        return True
    if _ACTS.match(text, end) and not _A_THING.search(text, floor, start):
        return True
    # What comes after is looked at in one place, what comes before in many.
    return (_LINE_AFTER.match(text, end) is not None or _SPEAKS.match(text, end) is not None) and (
        _LINE_BEFORE.search(text, floor, start) is not None
    )


def _is_quoted(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before in _QUOTES and after in _QUOTES and before != "") or (
        before == "=" and (not after or after in "\n&;,")
    )


def _is_of_the_sentence(text: str, start: int, end: int) -> bool:
    """True for a capital that a sentence or the calendar explains: "Will you", "in May"."""
    word = text[start:end].lower()
    if word in MONTHS_AND_DAYS and _is_a_time(text, start, end):
        return True
    if word not in FREQUENT or _OF_A_SENTENCE.match(text, end) is None:
        return False
    return _SENTENCE_BEGINS.search(text, max(0, start - _BESIDE), start) is not None


def _is_a_time(text: str, start: int, end: int) -> bool:
    return (
        _TIME_BEFORE.search(text, max(0, start - _BESIDE), start) is not None
        or _TIME_AFTER.match(text, end) is not None
    )


def _are_initials(text: str, start: int, end: int, *, alone: bool) -> bool:
    floor = max(0, start - _BESIDE)
    end += text[end : end + 1] == "."
    if _is_quoted(text, start, end):
        return True
    if _LINE_AFTER.match(text, end) and (
        _LINE_BEFORE.search(text, floor, start) or _SIGNS_OFF.search(text, floor, start)
    ):
        return True
    if alone or not text[start:end].isupper():
        return _ACTS.match(text, end) is not None and _LINE_BEFORE.search(text, floor, start) is not None
    return not _CAPITALS_BEFORE.search(text, floor, start) and not _CAPITALS_AFTER.match(text, end)
