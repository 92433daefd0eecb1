"""Bare addresses: where they begin, and that only white space and tags end them."""

from gateway.core.sinks.address import AddressReader


def read(*pieces: str) -> str | None:
    reader = AddressReader()
    for piece in pieces:
        reader.read(piece)
    return reader.inside


def test_a_link_begins_across_pieces() -> None:
    assert read("http", ":", "/", "/") == "://"
    assert read("ww", "w.") == "www."
    assert read("x", ".exam", "ple", "/") == "x.exampl"
    assert read("mail", "to:") == "mailto:"
    assert read("mail", "to:", "x") == "mailto:x"


def test_a_link_ends_at_white_space_and_tags_only() -> None:
    for end in ("\n", "\t", " ", "\r", "\v", "\f", "<"):
        assert read(f"https://x.example{end}") is None
    for inner in ("'", '"', ")", ">", "]", "\u00a0", "\u3000", "\u2028", "|", "\\"):
        assert read(f"https://x.example{inner}") is not None


def test_a_break_ends_a_link_and_a_word() -> None:
    reader = AddressReader()
    reader.read("https://x.example>y", [18])
    assert reader.inside is None

    reader.read("www", [3])
    reader.read(".x")
    assert reader.inside is None

    reader.read("a b https://", [1, 3])
    assert reader.inside == "://"
