"""The Markdown renderer's reading: where links, images and definitions begin and end."""

from gateway.core.sinks.markdown import MarkdownReader


def read(*pieces: str) -> str | None:
    reader = MarkdownReader()
    for piece in pieces:
        reader.read(piece)
    return reader.inside


def test_the_beginning_of_a_links_address_is_kept() -> None:
    assert read("[a](", "mail", "to:") == "mailto:"
    assert read("[a]: tel:") == "tel:"
    assert read("[a](mailto:x@y.example") == "mailto:x"


def test_a_plain_link_ends_at_its_parenthesis() -> None:
    assert read("[a](/p", ")") is None
    assert read("[a](/p(q)", ")") is None
    assert read('[a](/p "t"', " )") is None


def test_a_link_that_is_not_plain_ends_at_a_blank_line() -> None:
    for odd in (
        "[a](<",
        "[a](\\",
        "[a]('",
        "[a]((",
        "[a](/p((",
        "[a](\n",
        "[a](b](",
        "[a](/p x",
        '[a](/p "](',
        "![a](](",
    ):
        assert read(odd, ") x\n y ) >") == ""
        assert read(odd, ") x\n", " \t", "\n") is None


def test_an_opening_is_seen_across_pieces() -> None:
    assert read("[a]", "(") == ""
    assert read("[a]", ":") == ""
    assert read("!", "[") == ""
    assert read("]", "x(") is None


def test_a_description_ends_with_its_own_bracket() -> None:
    assert read("![a [b]") == ""
    assert read("![a [b]]") is None
    assert read("![a]", "(/p") == "/p"
    assert read("![\n") == ""


def test_a_definition_is_the_next_word_here_or_on_the_next_line() -> None:
    assert read("[a]: \n") == ""
    assert read("[a]: \n/p") == "/p"
    assert read("[a]: \n\n") is None
    assert read("[a]: /p q") is None
    assert read("[a]: /p 'q") == ""
    assert read("[a]: [b](", "/p") == "/p"
