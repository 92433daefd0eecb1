"""What carries a text as text: tags and entities, links, percent-encoding, escapes of programming languages and of Markdown.

They are read together, so that a value may be written partly in one and partly in another. Each character is an edit of its
own, so that only those of a value are masked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html.entities import html5

from gateway.adapters.presidio_detector.reading.rewriting import Edit
from gateway.adapters.presidio_detector.reading.triggers import Places, near

TRIGGERS = (
    r"&(?:#x?[0-9a-f]|[a-z][a-z0-9]{1,31};)",
    r"%(?:[0-9a-f]{2}|u[0-9a-f]{4})",
    r"\\[^\x00\s]",
    r"<[a-z/!]",
    r"\[/[a-z]{1,6}\]|\]\(",
    r"[=?&][^\s\x00=&]{0,60}[a-z0-9%]\+[a-z0-9%(]",
    r"[0-9a-z]u\+[0-9a-f]{4}|u\+[0-9a-f]{4}[0-9a-z ,]",
    # Raised and lowered digits, numbers in a circle above nine, ligatures.
    r"\xc2[\xb2\xb3\xb9]|\xe2\x81[\xb0-\xb9]|\xe2\x82[\x80-\x89]|\xe2\x91[\xa0-\xbf]|\xe2\x92[\x80-\x9b]|\xef\xac[\x80-\x86]",
)

_ENTITY = (
    r"&(?:\#(?P<decimal>[0-9]{1,7})|\#[xX](?P<hex_entity>[0-9a-fA-F]{1,6})|(?P<name>[A-Za-z][A-Za-z0-9]{1,31})(?=;));?"
)
_PERCENT = r"(?P<octets>(?:%[0-9a-fA-F]{2})+)|%u(?P<hex_percent>[0-9a-fA-F]{4})"
_ESCAPE = (
    r"(?P<bytes>(?P<slashes>\\+)x[0-9a-fA-F]{2}(?:(?P=slashes)x[0-9a-fA-F]{2})*)|\\+u(?P<hex_u>[0-9a-fA-F]{4})|\\+u\{(?P<hex_brace>[0-9a-fA-F]{1,6})\}"
    r"|\\+U(?P<hex_long>[0-9a-fA-F]{8})|\\+(?P<hex_css>[0-9a-fA-F]{4,6})(?:[ ]|(?=[\x22';\s]|\Z))"
    r"|\\+(?P<octal>[0-3][0-7]{2})(?![0-9])"
    r"|\\+(?=[!-/:-@\[-`{-~])|\b[uU]\+(?P<hex_point>[0-9a-fA-F]{4,6})(?:[ ,]{1,2}(?=[uU]\+))?"
)
_INLINE = (
    r"a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|label|mark|nobr|q|s|samp|small|span|strike|strong|sub|sup"
    r"|time|tt|u|var|wbr|x"
)
_SIGNS = r"[\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089\u2460-\u249b\ufb00-\ufb06]"
_PLAIN = (
    rf"(?!%[0-9a-fA-F]{{2}}|%u[0-9a-fA-F]|&(?:#|[A-Za-z][A-Za-z0-9]{{1,31}};)|\\|[A-Za-z0-9)]\+[A-Za-z0-9(%]"
    rf"|[uU]\+[0-9a-fA-F]{{4}}|{_SIGNS})"
)
"""No carrier begins here: a tag or link that holds one stays until it was read, and goes in the next reading."""
_TAG = (
    rf"<!--(?:{_PLAIN}(?!<[A-Za-z/!])[^\0]){{0,400}}?-->|</?(?:{_INLINE})(?:\s(?:{_PLAIN}[^<>\0]){{0,200}})?/?>"
    rf"|(?P<block></?[A-Za-z](?:{_PLAIN}[^<>\0]){{0,200}}>)"
)
_BOARD = rf"\[/?(?:b|i|u|s|em|code|quote|color|size|font|url|center)(?:=(?:{_PLAIN}[^\]\[\n\0<]){{0,60}})?\]"
_LINK = rf"\[(?P<link>[^\]\[\n\0]{{1,60}})\]\((?:{_PLAIN}[^()\s\0<]){{0,200}}\)"
_PLUS = r"(?<=[A-Za-z0-9)])(?P<plus>\+)(?=[A-Za-z0-9(%])"
_RAISED = rf"(?P<raised>{_SIGNS})"
_CARRIER = re.compile(f"{_ENTITY}|{_PERCENT}|{_ESCAPE}|{_TAG}|{_BOARD}|{_LINK}|{_PLUS}|{_RAISED}")
_REACH = 64
_ASSIGNED = re.compile(r"[=?][^\s\0]*$")
_NOT_HEX = re.compile(r"[%\\x]")
_PERCENT_SIZE = 3
_QUERY = 80
_MAX_POINT = 0x110000
_SURROGATES = range(0xD800, 0xE000)


def carried(text: str, places: Places) -> Iterator[Edit]:
    """Each carrier sign as what it stands for; a tag in a line as nothing, any other as a tab."""
    for found in near(_CARRIER, text, places, _REACH, _REACH):
        if found.lastgroup == "link":
            yield Edit(found.start(), found.start("link"), "")
            yield Edit(found.end("link"), found.end(), "")
        elif found.lastgroup in {"octets", "bytes"}:
            size = _PERCENT_SIZE if found.lastgroup == "octets" else len(found["slashes"]) + _PERCENT_SIZE
            yield from octets(found.start(), size, bytes.fromhex(_NOT_HEX.sub("", found[0])))
        elif found.lastgroup != "plus" or _in_query(text, found.start()):
            read = _read(found)
            if read != found[0]:  # "Johnson&Johnson;" and "p = &value;" only look like entities
                yield Edit(found.start(), found.end(), read)


def _read(found: re.Match[str]) -> str:
    kind = found.lastgroup or ""
    if kind.startswith("hex"):
        return character(int(found[kind], 16))
    match kind:
        case "name":
            return html5.get(f"{found['name']};", found[0])
        case "decimal" | "octal":
            return character(int(found[kind], 10 if kind == "decimal" else 8))
        case "raised":
            return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", found["raised"])))
    # No rule's value goes on behind a tab.
    return {"block": "\t", "plus": " "}.get(kind, "")


def character(point: int) -> str:
    """The character of a code point; a space for NUL, which separates texts, U+FFFD for what is none."""
    if point >= _MAX_POINT or point in _SURROGATES:
        return "\ufffd"
    return chr(point) if point else " "


def octets(start: int, size: int, data: bytes) -> Iterator[Edit]:
    """Octets of UTF-8, each written in `size` characters from `start` on, as an edit for each character."""
    at = 0
    while at < len(data):
        length = next((more for more in range(1, 5) if _decodes(data[at : at + more])), 0)
        char = data[at : at + length].decode() if length else chr(data[at])
        length = length or 1
        yield Edit(start + at * size, start + (at + length) * size, char)
        at += length


def _decodes(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _in_query(text: str, at: int) -> bool:
    """True if the plus here stands for a space, as it does in a web address after its question mark."""
    return bool(_ASSIGNED.search(text[max(0, at - _QUERY) : at]))
