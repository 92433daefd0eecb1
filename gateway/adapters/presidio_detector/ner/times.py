"""Months, days of the week, seasons and feasts that are somebody's name, too: where the text says when, not who.

Such a word is a time after words that stand before a month alone, "Anfang Mai"; where its phrase ends after words of its own
language that mostly stand before a time, "until May.", and never "by May", which says who did it; before a time of day, after
such words; and among months: three of them
stand near one another where somebody counts, or compares. Who has a title or a family name, is greeted, listed as present or does
something is somebody, and then so are the months around; as is a month that is named twice, "April is back in April". Bare names
in a row, "April, May and June", are people. Own lists, of the languages of cue_words.py.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from gateway.adapters.presidio_detector.ner.cues import is_announced, is_certain, is_hinted, is_named, is_speaker
from gateway.adapters.presidio_detector.ner.words import WORD, fold
from gateway.core.common_words import word_set
from gateway.core.spans import Span

_MONTHS = tuple(
    map(
        word_set,
        (
            "january januar janvier enero gennaio janeiro januari styczen stycznia ocak",
            "february februar fevrier febrero febbraio fevereiro februari luty lutego subat",
            "march marz mars marzo marco maart marzec marca mart",
            "april avril abril aprile kwiecien kwietnia nisan",
            "may mai mayo maggio maio mei maj maja maju mayis",
            "june juni juin junio giugno junho czerwiec czerwca haziran",
            "july juli juillet julio luglio julho lipiec lipca temmuz",
            "august aout agosto augustus augusti sierpien sierpnia agustos",
            "september sept septembre septiembre settembre setembro wrzesien wrzesnia eylul",
            "october oktober octobre octubre ottobre outubro pazdziernik pazdziernika ekim",
            "november novembre noviembre novembro listopad listopada kasim",
            "december dezember decembre diciembre dicembre dezembro grudzien grudnia aralik",
        ),
    )
)
_NUMBERS = {word: number for number, words in enumerate(_MONTHS) for word in words}
_ENGLISH = (
    "april may june july august summer autumn winter spring easter christmas hogmanay ramadan",
    "friday sunday monday saturday",
    "(?:end|start|beginning|middle|month) of|(?:until|till|since|during|mid|next|last|every|each)",
    "today is|today['\u2019]s|happy|on|every|each|next|last|until|till|since|before|after",
)
_GERMAN = (
    "april mai juni juli august sommer herbst winter fruhling fruhjahr ostern pfingsten weihnachten",
    "freitag sonntag montag samstag sonnabend",
    "ende|anfang|mitte|bis|ab|seit|nächste[mnrs]?|letzte[mnrs]?|kommende[mnrs]?|jede[mnrs]?|wiedervorlage|wv",
    "(?<!i )am|bis|ab|seit|jeden|nächsten|kommenden|letzten|termin",
)
_FRENCH = (
    "avril mai juin juillet aout printemps automne hiver paques toussaint",
    "",
    "début|fin|courant|mois de|depuis|dès|jusqu['\u2019]en|jusqu['\u2019]à",
    "",
)
_SPANISH = (
    "abril mayo junio julio agosto primavera verano otono invierno pascua navidad",
    "domingo sabado",
    "mes de|finales de|fin de|principios de|mediados de|desde|hasta",
    "el próximo|cada|este|hasta el|desde el",
)
_ITALIAN = (
    "aprile maggio giugno luglio agosto primavera estate autunno inverno pasqua natale ferragosto",
    "domenica sabato",
    "(?:a|entro|per|di) fine|metà|mese di|entro|dopo|prima di",
    "ogni|entro",
)
_PORTUGUESE = (
    "abril maio junho julho agosto primavera verao outono inverno pascoa natal",
    "domingo sabado",
    "início de|fim de|final de|meados de|mês de|desde|até",
    "cada|este|até",
)
_DUTCH = (
    "april mei juni juli augustus zomer herfst winter pasen kerst",
    "vrijdag zondag",
    "eind|begin|medio|vanaf|tot|sinds|vorige|volgende|komende|elke|afgelopen",
    "op|tot|vanaf|elke|volgende|afgelopen",
)


class _Language(NamedTuple):
    """Its months, seasons and feasts, its days, and what stands before those and before these, where a phrase ends with them."""

    times: frozenset[str]
    days: frozenset[str]
    before: re.Pattern[str]
    on: re.Pattern[str]


def _language(times: str, days: str, before: str, on: str) -> _Language:
    said, on_day = (re.compile(rf"(?<!\w)(?:{each}) \Z", re.IGNORECASE) for each in (before, on))
    return _Language(word_set(times), word_set(days), said, on_day)


_LANGUAGES = tuple(_language(*each) for each in (_ENGLISH, _GERMAN, _FRENCH, _SPANISH, _ITALIAN, _PORTUGUESE, _DUTCH))
"""Not "nach", "vor" or "by", before which somebody may stand as well: "fragte nach June"."""
_WHEN = re.compile(
    r"(?<!\w)(?:(?:end|start|beginning|middle|month) of|ende|anfang|mitte|(?:à la )?(?:début|fin)|courant|mois de|finales de|"
    r"principios de|mediados de|mes de|metà|mese di|início de|meados de|mês de|i slutet av|i början av|slutningen af) \Z",
    re.IGNORECASE,
)
"""Before a month nothing else is meant, whatever follows."""
_DAYS = frozenset(word for each in _LANGUAGES for word in each.days)
_LONGER = _NUMBERS.keys() | {word for each in _LANGUAGES for word in each.times}
"""Months, seasons and feasts."""
_PHRASE_ENDS = re.compile(r"[\"'\u201d)]?(?:\s*(?:[.,;:!?)\]\n\0]|\Z)| (?:19|20)[0-9]{2}(?!\w))")
_OF_THE_DAY = re.compile(
    r" (?:off|morning|afternoon|evening|night|früh|vormittag|nachmittag|abend|"
    r"(?:at|um) [0-9])",
    re.IGNORECASE,
)
_HALF = re.compile(r" (?:[0-9]{1,2} ?)?[ap]\.? ?m(?!\w)", re.IGNORECASE)
_OF_A_DAY = re.compile(
    r"(?<!\w)(?:on|this|next|last|every|each|until|before|after|need|back|am|bis|ab|seit|jeden|nächsten|um) \Z",
    re.IGNORECASE,
)
"""Before a day that a time of it follows."""
_FAMILY_NAME = re.compile(r"(?<=[^\W\d_A-Z]) [^\W\d_a-z][^\W\d_A-Z]|(?<=[A-Z]) [^\W\d_a-z]")
"""After a month; of one in capitals, any word in capitals."""
_BEFORE, _AROUND = 24, 100
_FEWEST_MONTHS = 3
_NO_NAMES = frozenset({0, 1, 8, 9, 10, 11})
"""Months by number, from 0, that are hardly anybody's name."""
_LISTED = re.compile(r" ?[,/&+]? ?(?:(?:and|or|und|oder|et|ou|y|o|e|en|of|i|och|og|ve) )?")
_WORKS = re.compile(
    r" (?:had|has|closed|took|takes|made|makes|got|gets|won|sold|sells|lost|owns|signed|phoned)(?!\w)", re.IGNORECASE
)
"""What is told of people with a number of something: "April had 3 calls"."""
_CUES = (is_named, is_certain, is_announced, is_hinted, is_speaker)


def is_time(text: str, span: Span) -> bool:
    """True for a word that says when."""
    if WORD.fullmatch(text, span.start, span.end) is None:
        return False
    word = fold(text[span.start : span.end])
    is_day = word in _DAYS
    if not (is_day or word in _LONGER):
        return False
    says_when = _stands_as_time(text, span.start, span.end, word, is_day=is_day)
    return (says_when and not is_named(text, span.start, span.end)) or (
        not says_when and word in _NUMBERS and _is_among_months(text, span)
    )


def _stands_as_time(text: str, start: int, end: int, word: str, *, is_day: bool) -> bool:
    first = max(0, start - _BEFORE)
    if not is_day and word in _NUMBERS and _WHEN.search(text, first, start):
        return True
    if is_day and _HALF.match(text, end):
        return True
    if is_day and _OF_THE_DAY.match(text, end) and _OF_A_DAY.search(text, first, start):
        return True
    if _PHRASE_ENDS.match(text, end) is None:
        return False
    return any(
        (word in each.times and each.before.search(text, first, start))
        or (word in each.days and each.on.search(text, first, start))
        for each in _LANGUAGES
    )


def _is_among_months(text: str, span: Span) -> bool:
    """True if three months stand near, this one of them, none twice, none as somebody does, and not bare names."""
    near = WORD.finditer(text, max(0, span.start - _AROUND), min(len(text), span.end + _AROUND))
    months = [(found, _NUMBERS[word]) for found in near if (word := fold(found[0])) in _NUMBERS]
    numbers = {number for _, number in months}
    if len(numbers) < max(_FEWEST_MONTHS, len(months)):
        return False
    if _NO_NAMES.isdisjoint(numbers) and any(
        _LISTED.fullmatch(text, one.end(), other.start()) for (one, _), (other, _) in pairwise(months)
    ):
        return False
    return not any(
        _FAMILY_NAME.match(text, month.end())
        or _WORKS.match(text, month.end())
        or any(cue(text, *month.span()) for cue in _CUES)
        for month, _ in months
    )
