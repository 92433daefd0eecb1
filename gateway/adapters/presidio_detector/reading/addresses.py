"""E-mail addresses whose signs are written or said as words: "jo (at) acme [dot] io", "jo punkt doe bei acme punkt de".

Said plainly, "at" and "dot" are words of a sentence too: then the end has to be that of an address, and either side has to have
one more such word or a sign that only addresses have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, around
from gateway.core.entities import Label

_AT = "at|ät|arroba|arobase|arobas|chiocciola|apenstaartje|klammeraffe|małpa|snabel-a|kukac|zavináč|et"
_DOT = "dot|punkt|punto|point|ponto|punt|kropka|tečka|nokta|period"
_SIGN = "underscore|unterstrich|guion bajo|guión bajo|tiret bas|underline|onderstreepje|sottolineato"
_DASH = "dash|hyphen|minus|bindestrich|guion|guión|tiret|trattino|hífen|streepje"
_OPEN, _CLOSE = r"[\[({<*_\-|«\"']{1,2}", r"[\])}>*_\-|»\"']{1,2}"


def _said(words: str, sign: str) -> str:
    """A sign as itself, as a word in brackets, or as a word between spaces."""
    return rf"(?: ?{_OPEN} ?(?:{words}|{sign}) ?{_CLOSE} ?| (?:{words}) | ?{sign} ?)"


_LABEL = r"[^\W_]+(?:-[^\W_]+){0,4}"
_LOCAL = r"[^\W_][^\W_+]*(?:[._+-][^\W_]+){0,5}"
_JOINT = f"(?:{_said(_DOT, chr(92) + '.')}|{_said(_SIGN, '_')}|{_said(_DASH, '-')})"
_NAME = rf"{_LOCAL}?(?:{_JOINT}{_LOCAL}?){{0,4}}"
ENDS = (
    "com|org|net|io|co|edu|gov|info|biz|dev|app|ai|me|eu|uk|de|fr|es|it|nl|be|pt|br|mx|ar|cl|pl|se|no|dk|fi|ch|at|ie|us|ca|au|nz|in|"
    "jp|cn|kr|ru|ua|tr|il|za|gr|cz|hu|ro|test|example|local|invalid|internal"
)
_AT_SIGN = rf"{_said(_AT, '@')}| ?{_OPEN} ?a ?{_CLOSE} ?"
_DOMAIN = rf"(?:{_LABEL}{_said(_DOT, chr(92) + '.')}){{1,5}}(?:{ENDS})"
_ADDRESS = re.compile(rf"(?<![\w.+-])({_NAME})({_AT_SIGN})({_DOMAIN})(?![\w-])", re.IGNORECASE)
_END = re.compile(rf"(?:{_AT_SIGN}){_DOMAIN}(?![\w-])", re.IGNORECASE)
"""Without it there is no address; to look for it takes a fraction of the time."""
TRIGGERS = (
    rf"[\[({{<*_|\"'-] ?(?:{_AT}|{_DOT}) ?[\])}}>*_|\"'-]",
    rf"[a-z0-9] (?:{_DOT}) [a-z0-9]",
    rf"[a-z0-9](?: @ ?| ?@ )[a-z0-9.-]{{1,60}} ?\. ?(?:{ENDS})[^a-z]",
    rf"[a-z0-9]@[a-z0-9.-]{{1,60}}(?: \. ?|\. )(?:{ENDS})[^a-z]",
    r"[\[({<] ?a ?[\])}>]",
    rf"[._0-9][a-z0-9]{{1,30}} (?:{_AT}) [a-z0-9-]{{1,40}}\.[a-z]",
)
_REACH = 90
_BRACKETS = re.compile(rf"{_OPEN} ?(?:{_AT}|{_DOT}|a) ?{_CLOSE}", re.IGNORECASE)
_WORDS = re.compile(rf" (?:{_DOT}|{_SIGN}|{_DASH}) ", re.IGNORECASE)
_SENTENCE = re.compile(
    r" (?:point|punt|period|punto|ponto|nokta) (?:in|at|it|is|no|me|us|be|es|de|et|se|il|co)$", re.IGNORECASE
)
"""At some point in the end."""
_ALSO_WORD = re.compile(r" (?:at|et) ", re.IGNORECASE)
_OF_ADDRESSES = re.compile(r"[^\W_][._+0-9][^\W_]|[0-9]")
_SPELLED = tuple(
    (re.compile(_said(words, re.escape(sign)), re.IGNORECASE), sign)
    for words, sign in ((_AT, "@"), (_DOT, "."), (_SIGN, "_"), (_DASH, "-"))
)


def addresses(text: str, places: Places) -> Iterator[Edit]:
    """Each such address as it is usually written."""
    for start, end in around(places, _REACH, _REACH, len(text)):
        for found in _ADDRESS.finditer(text, start, end) if _END.search(text, start, end) else ():
            local, at, domain = found.groups()
            if _is_meant(found[0], local, at, domain):
                read = f"{_read(local)}@{_read(domain)}"
                yield Edit(found.start(), found.end(), read, Label.EMAIL_ADDRESS)


def _is_meant(whole: str, local: str, at: str, domain: str) -> bool:
    if _BRACKETS.search(whole):
        return True
    if "@" in at:
        return " " in whole
    if not _ALSO_WORD.fullmatch(at):
        return True
    if _SENTENCE.search(domain):
        return False
    return bool(_WORDS.search(f" {local} ") or _WORDS.search(domain) or _OF_ADDRESSES.search(local))


def _read(part: str) -> str:
    for pattern, sign in _SPELLED[1:]:
        part = pattern.sub(sign, part)
    return part
