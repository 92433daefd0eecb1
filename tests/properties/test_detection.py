"""Detection holds for any text: places are right, nothing crosses texts, the second look sees no more than the first."""

import asyncio
import base64
import json
import re
import urllib.parse
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from gateway.core.source import Known
from gateway.core.spans import Span
from tests.support.detection import detector

VALUES = st.sampled_from(
    [
        "jane@corp.local",
        "4012888888881881",
        "DE89 3704 0044 0532 0130 00",
        "536-90-4399",
        "+44 20 7946 0958",
        "sk-A1b2C3d4E5f6G7h8I9j0",
        "192.0.2.17",
    ]
)
NEAR = st.text(st.sampled_from("a1 .-@:\0\nß王é😀(\"'\\nu0_\u00a0\u2011"), max_size=12)
PLAIN = st.one_of(st.text(), NEAR, VALUES, st.tuples(NEAR, VALUES, NEAR).map("".join))
TEXTS = st.lists(st.one_of(PLAIN, PLAIN.map(json.dumps)), max_size=5)
NAMES = st.lists(st.sampled_from(["Jane Doe", "Zoë Weiß", "王伟", "İpek", "a@b.c", "\0", " ", "1"]), max_size=3)


def _find(texts: list[str], names: list[str]) -> list[list[Span]]:
    return asyncio.run(detector().find(texts, [Known(name) for name in names], "en"))


def _confirm(texts: list[str]) -> list[list[Span]]:
    return asyncio.run(detector().confirm(texts))


def _places(spans: list[Span]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}


@given(TEXTS, NAMES)
def test_every_span_lies_in_its_text_and_has_a_score(texts: list[str], names: list[str]) -> None:
    found = _find(texts, names)

    assert len(found) == len(texts)
    for text, spans in zip(texts, found, strict=True):
        assert all(0 <= span.start < span.end <= len(text) and 0.4 <= span.score <= 1 for span in spans)


@given(TEXTS, NAMES)
def test_whatever_confirm_finds_find_finds(texts: list[str], names: list[str]) -> None:
    for wide, narrow in zip(_find(texts, names), _confirm(texts), strict=True):
        assert _places(narrow) <= _places(wide)


@given(TEXTS)
def test_a_text_is_confirmed_alike_alone_and_among_others(texts: list[str]) -> None:
    assert [_confirm([text])[0] for text in texts] == _confirm(texts)


@given(VALUES, st.text(st.characters(blacklist_categories=["Cs"])), st.text(st.characters(blacklist_categories=["Cs"])))
def test_an_identifier_between_spaces_is_covered_in_any_unicode(value: str, before: str, after: str) -> None:
    text = f"{before}\n\n {value} \n\n{after}"
    [spans] = _confirm([text])
    start = len(before) + 3
    covered = _places(spans)

    assert all(start + place in covered for place, char in enumerate(value) if re.match(r"\w", char))


@given(st.sampled_from(["Jane Doe", "Zoë Weiß", "İpek Işık"]), st.text(), st.text())
def test_a_known_name_between_spaces_is_covered_in_any_unicode(name: str, before: str, after: str) -> None:
    if any("\ud800" <= char <= "\udfff" for char in before + after):
        return
    text = f"{before} {name.upper() if name.isascii() else name} {after}"
    [spans] = _find([text], [name])
    start = len(before) + 1

    assert set(range(start, start + len(name))) <= _places(spans)


@given(VALUES, st.sampled_from('\n\t\r\b\f"'), st.sampled_from('\n\t\r\b\f"'))
def test_an_identifier_in_text_written_as_json_is_covered_and_no_escape_is_cut(
    value: str, before: str, after: str
) -> None:
    text = json.dumps({"note": f"x{before}{value}{after}y"})
    [spans] = _confirm([text])
    places = _places(spans)
    start = text.index(value)

    assert all(start + place in places for place, char in enumerate(value) if re.match(r"\w", char))
    assert all(span.start >= start and span.end <= start + len(value) for span in spans)


DISGUISES: dict[str, Callable[[str], str]] = {
    "signs without width": "\u200b".join,
    "selectors": "\U000e0101".join,
    "full width": lambda value: "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in value),
    "percent": lambda value: "".join(f"%{octet:02X}" for octet in value.encode()),
    "quoted": urllib.parse.quote,
    "entities": lambda value: "".join(f"&#{ord(char)};" for char in value),
    "escapes": lambda value: "".join(f"\\x{octet:02x}" for octet in value.encode()),
    "base64": lambda value: base64.b64encode(value.encode()).decode(),
    "hexadecimal": lambda value: value.encode().hex(" "),
}


@given(VALUES, st.lists(st.sampled_from(sorted(DISGUISES)), min_size=1, max_size=2, unique=True))
def test_a_disguised_identifier_is_covered_whole_and_nothing_else_is(value: str, disguises: list[str]) -> None:
    written = value
    for each in disguises:
        written = DISGUISES[each](written)
    text = f"we wrote\n\n {written} \n\nand left"
    start, places = len("we wrote\n\n "), _places(_confirm([text])[0])
    seen = {start + place for place, char in enumerate(written) if char.isalnum()}

    assert seen <= places
    assert places <= set(range(start, start + len(written)))
