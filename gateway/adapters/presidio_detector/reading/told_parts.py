"""A card's number in groups of digits with words between: "part one is 4012, part two 8888, then 8888 and the last four 1881".

Only words that count parts out may stand between. The check digit tells a card; where a card or a telephone number is
announced, so many digits are one without it, too. So are the four groups of a card in lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gateway.adapters.presidio_detector.payment import luhn
from gateway.adapters.presidio_detector.reading.guess import counts
from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, near
from gateway.core.entities import Label

_PARTS = "parts?|groups?|blocks?|digits|teil|gruppe|block|ziffern|partie|groupe|bloc|chiffres|parte|grupo|gruppo|deel|groep|blok"
_PLACES = (
    "first|second|third|fourth|next|last|final|finally|then|after|that|followed|by|erste[nrs]?|zweite[nrs]?|dritte[nrs]?|"
    "vierte[nrs]?|letzte[nrs]?|erst|zuerst|dann|danach|zuletzt|puis|ensuite|enfin|premiers?|derniers?|suivants?|luego|después|"
    "primer[oa]s?|últim[oa]s?|siguientes?|poi|dopo|infine|prim[aeio]|ultim[aeio]|daarna|eerste|laatste|depois|por|segund[oa]s?"
)
_OTHERS = (
    "one|two|three|four|eins|zwei|drei|vier|une?|deux|trois|quatre|uno|dos|tres|cuatro|due|tre|quattro|um|dois|três|quatro|een|twee|"
    "drie|and|und|et|y|e|en|the|die|le|la|les|los|las|el|i|gli|de|os|as|is|are|ist|sind|est|es|è|são|of|it"
)
TRIGGERS = (
    rf"[0-9]{{3,6}}[ ,;:.]{{1,3}}(?:{_PARTS}|{_PLACES})[ ,:]",
    r"\n[0-9]{4}\r?\n[0-9]{4}\r?\n[0-9]{4}\r?\n[0-9]{4}[^0-9]",
)
_BETWEEN = rf"[ ,;:.]{{0,3}}(?:(?:{_PARTS}|{_PLACES}|{_OTHERS}|[1-4])[ ,;:.]{{1,3}}){{1,6}}"
_ROW = re.compile(rf"(?<![\w.,/-])[0-9]{{3,6}}(?:{_BETWEEN}[0-9]{{2,6}}){{2,5}}(?![\w/-]|[.,][0-9])", re.IGNORECASE)
_LINES = re.compile(r"(?<![^\n])[0-9]{4}(?:\r?\n[0-9]{4}){3}(?![^\r\n\0])")
_GROUP = re.compile(r"[0-9]{2,}")
_ANNOUNCED = re.compile(
    r"(?<![^\W_])(?:card|karte|kreditkarte|carte|tarjeta|carta|cart[ãa]o|kaart|visa|mastercard|amex|phone|telephone|mobile|cell|"
    r"telefon|handy|t[ée]l[ée]phone|tel[ée]fono|telefone|telefoon|m[óo]vil)(?![^\W_])",
    re.IGNORECASE,
)
_BEFORE = 60
_REACH = 200
_CARD = range(13, 20)
_MIN_PHONE = 9


def together(text: str, places: Places) -> Iterator[Edit]:
    """Each such number in one piece."""
    found = [*near(_ROW, text, places, _REACH, _REACH), *near(_LINES, text, places, 1, 1)]
    done = 0
    for each in sorted(found, key=re.Match[str].start):
        digits = "".join(_GROUP.findall(each[0]))
        is_announced = _ANNOUNCED.search(text, max(0, each.start() - _BEFORE), each.start()) is not None
        label = _label(digits, is_announced=is_announced and not _are_amounts(each[0]))
        if label and each.start() >= done:
            done = each.end()
            yield Edit(each.start(), done, digits, label)


def _are_amounts(row: str) -> bool:
    """True for numbers that are all round, or each greater than the one before, as sales are."""
    groups = _GROUP.findall(row)
    return all(each.endswith("0") for each in groups) or all(int(one) < int(other) for one, other in pairwise(groups))


def _label(digits: str, *, is_announced: bool) -> Label | None:
    if counts(digits):
        return None
    if len(digits) in _CARD and (is_announced or (digits[0] in "3456" and luhn(digits))):
        return Label.CREDIT_CARD
    return Label.PHONE_NUMBER if is_announced and len(digits) >= _MIN_PHONE else None
