"""What carries text reads as the text, whichever carriers are mixed."""

import html
import urllib.parse
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.adapters.presidio_detector.reading import carriers
from gateway.adapters.presidio_detector.reading.rewriting import Edit
from tests.support.detection import detector
from tests.support.disguises import edits, read


def _edits(text: str) -> list[Edit]:
    return edits(carriers.carried, carriers.TRIGGERS, text)


def _read(text: str) -> str:
    return read(carriers.carried, carriers.TRIGGERS, text)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("&#52;&#x31;&#49&commat;&nosuch;", "411@&nosuch;"),
        ("%34%31%C3%A9%E2%82%AC%ff%u0041", "41é€ÿA"),
        (r"\x34\u{31}\u0031\U00000031\101\0041 x", "4111A1x".replace("1x", "Ax")),
        (r"J\xc3\xb6\\xff", "Jöÿ"),
        (r"'\004a \006f \0065'", "'Joe'"),
        (r"873\-90\-9075 \@ \\+1", "873-90-9075 @ +1"),
        ("U+0034 U+0031", "41"),
        ("<b>82</b>4<wbr>-<i class='x'>27</i><!-- x -->5", "824-275"),
        ("<td>1</td>2", "\t1\t2"),
        ("?a=Jane+Doe&b=1", "?a=Jane Doe&b=1"),
        ("C++11 1+1 a+b@c", "C++11 1+1 a+b@c"),
        ("4¹¹₁ ⑩ ﬁn", "4111 10 fin"),
        ("[b]jane[/b]@[i]acme[/i]", "jane@acme"),
        ("[536](x)-[90](y)-[4399](z)", "536-90-4399"),
        ("U+0034, and", "4, and"),
        # What is left out is read first: such a tag or link goes in the next reading.
        ("[536](x%41)", "[536](xA)"),
        ("[no](x?a=1&b=2)", "no"),
        ("[url=a%40b]c[/url]", "[url=a@b]c"),
        ("<a href='a%40b'>c</a>", "<a href='a@b'>c"),
        ("<!-- a<b>b</b> -->[c](d<wbr>e)", "<!-- ab -->[c](de)"),
        ("<!-- &#64; --><input value=&commat;>", "<!-- @ --><input value=@>"),
        ("plain 5 < 6 & 7 > 3, 100% off", "plain 5 < 6 & 7 > 3, 100% off"),
        ("&#0;&#x110000;&#xD800;", " \ufffd\ufffd"),
    ],
)
def test_a_sign_reads_as_what_it_stands_for(written: str, expected: str) -> None:
    assert _read(written) == expected


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_percent_encoded_text_reads_as_the_text(text: str) -> None:
    written = "".join(f"%{octet:02X}" for octet in text.encode())

    assert _read(written) == text == urllib.parse.unquote(written)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_text_as_entities_reads_as_the_text(text: str) -> None:
    written = "".join(f"&#{ord(char)};" for char in text)

    assert _read(written) == text
    assert html.unescape(written) == text or not text.isprintable()


@given(st.text("%&#x4;<b>\\u{}+=?é1", max_size=30))
def test_edits_are_in_order_and_do_not_overlap(text: str) -> None:
    found = _edits(text)

    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(0 <= edit.start < edit.end <= len(text) for edit in found)


@pytest.mark.parametrize("text", ["Johnson&Johnson; Marks&Spencer;", "int *p = &value; q = &count2;", "?a=1&sort; b"])
async def test_what_only_looks_like_an_entity_is_no_carrier_and_refuses_nothing(text: str) -> None:
    assert edits(carriers.carried, carriers.TRIGGERS, text) == []
    assert await detector().find([text], [], "en")
