"""The browser's reading: where tags, attributes, comments and raw elements begin and end."""

import pytest

from gateway.core.sinks.html import HtmlReader


def read(text: str) -> HtmlReader:
    reader = HtmlReader()
    reader.read(text)
    return reader


def test_the_beginning_of_an_attributes_value_is_kept() -> None:
    assert read('<a href="MailTo:').inside == "mailto:"
    assert read('<a href="mailto:x').inside == "mailto:x"
    assert read("<a href=tel:").inside == "tel:"
    assert read('<a href="mailto:" ').inside == ""
    assert read('<a href="mailto:">').inside is None


@pytest.mark.parametrize("name", ["style", "title", "textarea", "STYLE"])
def test_a_raw_element_ends_at_its_own_end_tag_only(name: str) -> None:
    assert read(f"<{name}></b></{name}x>").inside == ""
    assert read(f"<{name}></b></{name}>").inside is None
    assert read(f"<{name}></{name} x='>").inside == ">"
    assert read(f"<{name}></{name}\n>").inside is None


@pytest.mark.parametrize(
    "name", ["script", "svg", "math", "noscript", "iframe", "xmp", "plaintext", "noembed", "noframes"]
)
def test_an_element_that_is_not_followed_is_never_left(name: str) -> None:
    assert read(f"<{name}></{name}> text").inside == ""
    assert read(f"</{name}> text").inside is None


def test_only_tags_that_markdown_takes_too_end_an_address() -> None:
    tag = '<a href="https://x.example" b>'

    assert read(f"x {tag}").plain_tag_ends == [2 + len(tag)]
    for other in (f"\\{tag}", "<a ,b='c'>", '<a b="c"d="e">', "<a b=c'd>", "</a>", f"<a b='{'c' * 3000}'>"):
        assert read(other).plain_tag_ends == []


def test_a_tag_in_pieces_is_plain_all_the_same() -> None:
    reader = HtmlReader()
    before: list[int] = []
    for piece in ("x <a hr", 'ef="x', '"', ">", "y"):
        before = reader.plain_tag_ends
        reader.read(piece)

    assert before == [1]
    assert reader.plain_tag_ends == []
