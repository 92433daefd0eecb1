"""Words after which a number is a product's, a book's or a program's, and nobody's.

Some are said of numbers alone, "ISBN". The others are words of sentences, too, "about the case: 0171 ...": what has the form of a
telephone number is nobody's after them only if a word for "number" stands between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gateway.core.common_words import phrase_set

_CODES = phrase_set(
    """isbn, isbn-10, isbn-13, isbn10, isbn13, issn, ismn, doi, ean, gtin, upc, asin, sku, mpn, commit, sha, md5, hash, checksum,
    uuid, guid, iso, rfc, barcode, s/n, cve, cwe, hs code, taric, arxiv, epoch, timestamp"""
)
_THINGS = phrase_set(
    """part, model, version, release, build, mask, revision, rev, flight, vol, vuelo, volo, voo, flug, vlucht, parcelle,
    flurstuck, flurstück, parcela, lot, batch, serial, purchase order, asset, asset tag, case, ticket, delivery note, tracking,
    int, section"""
)
_IN_CAPITALS = "(?-i:PO|DIN|SN)"
"""In small letters words of other languages."""


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words)))


_SIGNS = r"(?![,;!?] |(?<!vol)(?<!rev)(?<!int)\. )[^\w\n\0]{1,5}"
"""Between word and number; where a clause ends, the number is not the word's."""
_NUMBER = r"(?:(?:no|nr|number|is|code)\b\W{1,3})"
_BEGUN = r"(?:\d{3,4}[ -])?\Z"
_OF_A_THING = re.compile(
    rf"(?<![^\W\d_])(?:(?:{_any(_CODES | _THINGS)}|{_IN_CAPITALS}){_SIGNS}{_NUMBER}{{0,2}}{_BEGUN}|"
    rf"po(?:{_SIGNS}{_NUMBER}{{1,2}}| ?# ?)\Z)",
    re.IGNORECASE,
)
_SURELY = re.compile(
    rf"(?<![^\W\d_])(?:(?:{_any(_CODES)}){_SIGNS}{_NUMBER}{{0,2}}|"
    rf"(?:{_any(_THINGS)}|po)(?:{_SIGNS}(?:no|nr|number)\b\W{{1,3}}| ?# ?)){_BEGUN}",
    re.IGNORECASE,
)
_OF_A_PAPER = re.compile(
    r"(?<![^\W\d_])(?:quote|invoice|angebot|rechnung|lieferschein|devis|facture|bon de livraison|presupuesto|factura|albarán"
    r"|preventivo|fattura|ddt|orçamento|fatura|nota fiscal|offerte|factuur|pakbon|oferta|faktura|offert|tilbud|nabídka)"
    r"[ #]{1,2}(?:(?:no|nr|n|nº|number)\b\W{1,3})?(?:\d{3}[ .-])?$|\b0x$",
    re.IGNORECASE,
)
"""Papers of business before their number, and what a machine's number begins with."""
_BEFORE = 32
_LETTERS = re.compile(r"[a-z]+")
_BEGIN = frozenset(found[0] for found in map(_LETTERS.match, _CODES | _THINGS) if found) | {"po", "din", "sn"}
"""The letters that each begins with. Most numbers have none of them before them, which is told in a fifth of the time."""
_AFTER_PORT = re.compile(r"(?<![^\W\d_])port[^\w\n\0]{1,5}$", re.IGNORECASE)
_PORT = re.compile(r"[0-9]{1,5}(?![0-9]|[ ./-]{1,3}[0-9])")
"""A machine's; in French "port." stands before the number of a mobile telephone."""


def is_of_a_thing(text: str, start: int) -> bool:
    """True if one of them stands right before `start`."""
    before = _letters(text, start)
    return _stands(_OF_A_THING, before, text, start) or (
        "port" in before and _PORT.match(text, start) is not None and _ends(_AFTER_PORT, text, start)
    )


def is_surely_of_a_thing(text: str, start: int) -> bool:
    """True if it is one that is said of numbers alone, or one with a word for "number"."""
    return _stands(_SURELY, _letters(text, start), text, start)


def is_of_a_paper(text: str, start: int) -> bool:
    """True for the number of a quote, an invoice and the like, and of a machine ("0x")."""
    return _ends(_OF_A_PAPER, text, start)


def _letters(text: str, start: int) -> list[str]:
    return _LETTERS.findall(text[max(0, start - _BEFORE) : start].lower())


def _stands(expression: re.Pattern[str], before: list[str], text: str, start: int) -> bool:
    return not _BEGIN.isdisjoint(before) and _ends(expression, text, start)


def _ends(expression: re.Pattern[str], text: str, start: int) -> bool:
    return expression.search(text, max(0, start - _BEFORE), start) is not None
