"""Months, days of the week, seasons and feasts that are somebody's name, too: where the text says when, not who.

Such a word is a time after words that stand before a time alone, "Anfang Mai", "jeden Freitag"; where its phrase ends after words
that mostly do, "until May.", and never "by May", which says who did it; before a time of day; and among months: three of them
stand near one another where somebody counts, or compares. Who has a title or a family name, is greeted, listed as present or does
something is somebody, and then so are the months around; as is a month that is named twice, "April is back in April". Bare names
in a row, "April, May and June", are people. Own lists, of the languages of cue_words.py.
"""

from __future__ import annotations

import re
from itertools import pairwise

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
_DAYS = word_set(
    "friday sunday monday saturday freitag sonntag montag samstag sonnabend domingo sabado domenica sabato vrijdag"
)
_LONGER = _NUMBERS.keys() | word_set(
    """
    summer autumn winter spring sommer herbst fruhling fruhjahr printemps automne hiver primavera verano otono invierno estate
    autunno inverno verao outono zomer herfst easter christmas hogmanay ramadan ostern pfingsten weihnachten paques toussaint
    pascua navidad pasqua natale ferragosto pascoa natal pasen kerst
    """
)
"""Months, seasons and feasts."""
_WHEN = re.compile(
    r"(?<!\w)(?:(?:end|start|beginning|middle|month) of|mid|next|last|every|each|ende|anfang|mitte|wiedervorlage|wv|"
    r"(?:nächste|letzte|kommende|vergangene|jede)[mnrs]?|début|fin|courant|mois de|finales de|fin de|principios de|mediados de|"
    r"mes de|(?:a|entro|per|di) fine|metà|mese di|início de|fim de|final de|meados de|mês de|eind|begin|medio|vorige|volgende|"
    r"komende|elke|afgelopen|i slutet av|i början av|slutningen af) \Z",
    re.IGNORECASE,
)
_MAYBE_WHEN = re.compile(
    r"(?<!\w)(?:until|till?|since|during|ab|bis|seit|nach|vor|dès|depuis|jusqu['\u2019]en|avant|après|desde|hasta|entro|dopo|"
    r"prima di|fino a|até|depois d[aoe]|antes d[aoe]|vanaf|tot|sinds|vóór|efter|före) \Z",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(
    r"(?<!\w)(?:it['\u2019]?s|it is|today is|today['\u2019]s|happy|on|by|before|after|(?<!i )am|kommt|kommen|wieder|termin) \Z",
    re.IGNORECASE,
)
_PHRASE_ENDS = re.compile(r"[\"'\u201d)]?(?:\s*(?:[.,;:!?)\]\n\0]|\Z)| (?:19|20)[0-9]{2}(?!\w))")
_OF_THE_DAY = re.compile(
    r" (?:off|morning|afternoon|evening|night|noon|[ap]\.? ?m(?!\w)|[0-9]{1,2} ?[ap]\.?m(?!\w)|früh|vormittag|nachmittag|abend|"
    r"mañana|tarde|noche|mattina|pomeriggio|sera|manhã|noite)",
    re.IGNORECASE,
)
_FAMILY_NAME = re.compile(r"(?<=[^\W\d_A-Z]) [^\W\d_a-z][^\W\d_A-Z]|(?<=[A-Z]) [^\W\d_a-z]")
"""After a month; of one in capitals, any word in capitals."""
_BEFORE, _AROUND = 24, 100
_FEWEST_MONTHS = 3
_NO_NAMES = frozenset({0, 1, 8, 9, 10, 11})
"""Months by number, from 0, that are hardly anybody's name."""
_LISTED = re.compile(r" ?[,/&+]? ?(?:(?:and|or|und|oder|et|ou|y|o|e|en|of|i|och|og|ve) )?")
_CUES = (is_named, is_certain, is_announced, is_hinted, is_speaker)


def is_time(text: str, span: Span) -> bool:
    """True for a word that says when."""
    if WORD.fullmatch(text, span.start, span.end) is None:
        return False
    word = fold(text[span.start : span.end])
    is_day = word in _DAYS
    if not (is_day or word in _LONGER):
        return False
    says_when = _stands_as_time(text, span.start, span.end, is_day=is_day)
    return (says_when and not is_named(text, span.start, span.end)) or (
        not says_when and word in _NUMBERS and _is_among_months(text, span)
    )


def _stands_as_time(text: str, start: int, end: int, *, is_day: bool) -> bool:
    first = max(0, start - _BEFORE)
    if _WHEN.search(text, first, start) or (is_day and _OF_THE_DAY.match(text, end)):
        return True
    if _PHRASE_ENDS.match(text, end) is None:
        return False
    return bool(_MAYBE_WHEN.search(text, first, start) or (is_day and _DAY_BEFORE.search(text, first, start)))


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
        _FAMILY_NAME.match(text, month.end()) or any(cue(text, *month.span()) for cue in _CUES) for month, _ in months
    )
