"""Letters told by a word that begins with them, as on the telephone: "B as in bravo, R as in Rome", "B wie Berta, R wie Richard".

A row of three spells a value out, a name as a rule. It is one where half of the words are those of telephone alphabets, where
names and places tell the letters, or where what is before says that something is spelt; "S for small, M for medium" is a legend.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gateway.adapters.presidio_detector.reading.call_words import ALPHABET
from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, near
from gateway.core.common_words import FREQUENT, word_set
from gateway.core.entities import Label
from gateway.core.folding import fold
from gateway.core.nicknames import NICKNAMES

_LIKE = "as in|like|for|wie|comme|como|come|de|di|van|als|jak|jako"
TRIGGERS = (rf"[\s\x00\"'(][a-z][.:,]?,? (?:{_LIKE}) [a-z]",)
_ONE = rf"[^\W\d_][.:,]?,? (?:{_LIKE}) [^\W\d_]{{2,14}}"
_ROW = re.compile(
    rf"(?<![^\W_]){_ONE}(?:[,;.]{{0,2}}\s{{1,2}}(?:(?:and|then|und|dann|et|y|e|en) )?{_ONE}){{2,40}}", re.IGNORECASE
)
_LETTER = re.compile(rf"(?<![^\W_])([^\W\d_])[.:,]?,? (?:{_LIKE}) ([^\W\d_]+)", re.IGNORECASE)
_REACH = 400
_BEFORE = 160
_MIN_WORD = 4
_SPELT = re.compile(
    r"(?<![^\W_])(?:spel[lt]|buchstab|deletre|[ée]pel|compit|soletr|(?:sur|first |last |nach|vor)?names?(?![^\W_])|naam|nombre|"
    r"apellido|nom(?![^\W_])|nome(?![^\W_])|cognome|apelido|e-?mail)",
    re.IGNORECASE,
)
_BY_A_NAME = re.compile(r"(?:as in|comme|como|come|de|di|jak|jako) (?-i:[^\W\d_a-zà-öø-ÿ])", re.IGNORECASE)
_OF_ALPHABETS = frozenset({*ALPHABET.split()}) | word_set(
    """
    able baker boy dog easy fox george how item jig king love nan nancy peter queen roger sugar tare uncle william yoke zebra
    adam david edward frank henry john king lincoln mary nora robert sam thomas young apple aachen berlin chemnitz düsseldorf
    essen frankfurt goslar hamburg ingelheim jena köln leipzig münchen nürnberg offenbach potsdam quickborn rostock salzwedel
    tübingen unna völklingen wuppertal xanten zwickau ökonom ärger übermut cäsar jakob konrad ancona bologna como domodossola
    empoli firenze genova imola jolly livorno milano napoli otranto palermo quarto roma savona torino udine venezia anatole
    berthe célestin désiré eugène françois gaston henri irma joseph kléber louis marcel nicolas pierre quintal raoul suzanne
    thérèse ursule xavier yvonne zoé antonio barcelona burgos carmen dolores enrique españa francia gerona historia inés josé
    lorenzo madrid navarra oviedo parís querido ramón sábado sevilla toledo ulises valencia bernhard cornelis dirk eduard
    ferdinand gerard hendrik izaak johan karel lodewijk maria nico pieter rudolf simon utrecht willem
    """
)
"""Words of spelling alphabets in use, beside those that are said without their letter."""

_NOTION = re.compile(
    r"(?:[cst]ion|ity|ment|ness|[ae]nce|ency|ing|ung|keit|heit|schaft|[cs]i[oó]n|dad|zione|tà|[cç][aã]o|dade|té|teit|"
    r"nt[ae]s|ctos?|cios?)$",
    re.IGNORECASE,
)
"""How nouns of a legend end that are no names: "B as in Budget, A as in Authority"."""


def told(text: str, places: Places) -> Iterator[Edit]:
    """Each row as what it spells."""
    for found in near(_ROW, text, places, 0, _REACH):
        pairs = _LETTER.findall(found[0])
        if all(fold(letter) == fold(word[0]) for letter, word in pairs) and _is_spelt(text, found, pairs):
            yield Edit(found.start(), found.end(), "".join(letter for letter, _ in pairs).upper(), Label.PERSON)


def _is_spelt(text: str, row: re.Match[str], pairs: Sequence[tuple[str, str]]) -> bool:
    known = sum(word.lower() in _OF_ALPHABETS for _, word in pairs)
    return (
        2 * known >= len(pairs)
        or (
            len(_BY_A_NAME.findall(row[0])) == len(pairs)
            and 2 * sum(_is_notion(word) for _, word in pairs) < len(pairs)
        )
        or _SPELT.search(text, max(0, row.start() - _BEFORE), row.start()) is not None
    )


def _is_notion(word: str) -> bool:
    folded = fold(word)
    return folded not in NICKNAMES and (
        (len(word) >= _MIN_WORD and folded in FREQUENT) or _NOTION.search(word) is not None
    )
