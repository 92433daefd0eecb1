"""However an answer is cut, what comes out is the answer restored whole; and forged tokens restore nothing."""

import json

from hypothesis import given
from hypothesis import strategies as st

from gateway.core.entities import Label
from gateway.core.sinks.context import LeftContext, Sink
from gateway.core.source import Party
from gateway.core.tokens import Issued
from gateway.core.vault import Vault
from tests.support.answers import ADDRESSEE, SAMPLE, THIRD, UNKNOWN, cut, restorers, whole

VALUES = st.one_of(
    st.text(min_size=1, max_size=20),
    st.sampled_from(['Ja"ne', "D\noe", "[PERSON_2]", "\\", "<b ", "https://x.example/", "\u2028", "](", "😀"]),
)
SOURCES = st.sampled_from([ADDRESSEE, THIRD, UNKNOWN, SAMPLE])
FOUND = st.lists(st.tuples(VALUES, st.sampled_from([Label.PERSON, Label.EMAIL_ADDRESS]), SOURCES), max_size=4)
FRAGMENTS = st.one_of(
    st.sampled_from([
        "[PERSON_1]", "[person 2]", r"\[PERSON\_1\]", "［EMAIL_ADDRESS_1］", "[EMAIL_ADDRESS_2]", "[PERSON_1_B]",
        "[", "]", "\\", "［", "[PERSON_", "1]", " ", "\n", "\n\n", "https://x.example/", "www.", "mailto:", "tel:", "//",
        "x.example/", "<a href=", '"', "'", ">", "<", "</a>", "<!--", "-->", "<style>", "</style>", "[a](", ")", "![",
        "[a]: ", "(", "=", "/", "{", "}", ":", ",", '{"', '":"', "\\u005b", "\\u00", "\\n", "y el la ", "the of ",
    ]),
    st.text(max_size=5),
)  # fmt: skip
ANSWERS = st.lists(FRAGMENTS, max_size=25).map("".join)
PLACES = st.lists(st.integers(0, 300), max_size=40)
PARTIES = st.sampled_from([frozenset(Party), frozenset({Party.ADDRESSEE}), frozenset[Party]()])


def filled(vault: Vault, found: list[tuple[str, Label, object]]) -> None:
    for value, label, source in found:
        vault.pseudonym(value, label, source)  # type: ignore[arg-type]  # drawn from sources


@given(FOUND, ANSWERS, PLACES, PARTIES)
def test_a_text_is_restored_alike_however_it_is_cut(
    found: list[tuple[str, Label, object]], answer: str, places: list[int], parties: frozenset[Party]
) -> None:
    with Vault() as vault:
        filled(vault, found)
        make = restorers(vault, parties)

        assert whole(make.text(1), cut(answer, places)) == whole(make.text(0), answer)
        assert whole(make.text(2), list(answer)) == whole(make.text(3), answer)


@given(FOUND, ANSWERS, PLACES, PARTIES)
def test_arguments_are_restored_alike_however_they_are_cut(
    found: list[tuple[str, Label, object]], answer: str, places: list[int], parties: frozenset[Party]
) -> None:
    with Vault() as vault:
        filled(vault, found)
        make = restorers(vault, arguments=parties)

        assert whole(make.arguments(1, "t"), cut(answer, places)) == whole(make.arguments(0, "t"), answer)
        assert whole(make.arguments(2, "t"), list(answer)) == whole(make.arguments(3, "t"), answer)


@given(ANSWERS, PLACES)
def test_without_a_token_of_the_call_every_character_stays(answer: str, places: list[int]) -> None:
    with Vault() as vault:
        vault.reserve([answer, "".join(answer.split("\\"))])
        name = vault.pseudonym("Jane", Label.NRP, UNKNOWN)
        make = restorers(vault)

        assert name not in answer
        assert whole(make.text(0), cut(answer, places)) == answer
        assert whole(make.arguments(0, "t"), cut(answer, places)) == answer


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), ANSWERS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(ANSWERS, inner, max_size=3)),
    max_leaves=6,
)


@given(FOUND, st.dictionaries(ANSWERS, JSON, max_size=3), st.booleans(), PLACES)
def test_restored_arguments_are_json_whatever_the_values_hold(
    found: list[tuple[str, Label, object]],
    value: object,
    ascii_only: bool,  # noqa: FBT001 - drawn
    places: list[int],
) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only)
    with Vault() as vault:
        filled(vault, found)
        restored = whole(restorers(vault).arguments(0, "t"), cut(text, places))

        assert _shape(json.loads(restored, object_pairs_hook=list)) == _shape(json.loads(text, object_pairs_hook=list))


def _shape(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_shape(each) for each in value]
    return "" if isinstance(value, str) else value


@given(ANSWERS, PLACES)
def test_where_a_place_stands_does_not_depend_on_the_pieces(answer: str, places: list[int]) -> None:
    pieces, at_once = LeftContext(), LeftContext()
    for piece in cut(answer, places):
        pieces.read(piece)
        pieces.sink()
    at_once.read(answer)

    assert pieces.sink() is at_once.sink()


@given(ANSWERS, ANSWERS)
def test_a_place_inside_a_quoted_address_is_never_text(before: str, inside: str) -> None:
    context = LeftContext()
    context.read(before + '\n\n<img src="' + inside.replace('"', "").replace("\n\n", "\n"))

    entered = LeftContext()
    entered.read(before + "\n\n")
    if entered.sink() is Sink.TEXT:
        assert context.sink() is not Sink.TEXT


@given(FOUND, ANSWERS)
def test_nothing_is_held_back_that_could_not_become_a_token(
    found: list[tuple[str, Label, object]], answer: str
) -> None:
    with Vault() as vault:
        filled(vault, found)
        tokens = vault.tokens()
        issued = Issued.of(tokens)
        held = answer[issued.held_from(answer) :]

        assert len(held) <= 100
        assert not held or tokens
        assert not held or held.lstrip("\\")[:1] in {"[", "［", ""}
