"""Tokens never collide with a call's own text, and a conversation that grows keeps them."""

from hypothesis import given
from hypothesis import strategies as st

from gateway.core.entities import PAYMENT, Label
from gateway.core.linking import Linker
from gateway.core.tokens import Issued, numbers_spelled, spellings, token
from gateway.core.vault import Vault
from tests.support.answers import UNKNOWN

LABELS = st.sampled_from(sorted(set(Label) - PAYMENT))
WORDS = st.sampled_from(["Jane", "Doe", "jane", "J.", "Mary", "Roe", "jdoe@x.example", "JD", "5550100", "李", ""])
VALUES = st.one_of(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), st.text(min_size=1, max_size=12))
FOUND = st.lists(st.tuples(VALUES, LABELS), max_size=12)
NEAR_TOKENS = st.text(alphabet="[]［］\\_ PERSONperson129u05bdB", max_size=60)


@st.composite
def spelled(draw: st.DrawFn) -> tuple[str, str]:
    """A token and one of the ways in which it may be spelled."""
    written = token(draw(LABELS), draw(st.integers(1, 99_999)), draw(st.sampled_from(["", "GIVEN", "FAMILY", "AB"])))
    cased = "".join(c.lower() if draw(st.booleans()) else c for c in written[1:-1])
    joint = st.sampled_from(["_", " ", "  ", r"\_", " _", r"  \_  "])
    gap = st.sampled_from(["", " ", "  "])
    body = draw(gap) + "".join(draw(joint) if c == "_" else c for c in cased) + draw(gap)
    opening, closing = draw(st.sampled_from([("[", "]"), (r"\[", r"\]"), ("［", "］"), ("[", r"\]"), ("［", "]")]))
    return written, opening + body + closing


@given(spelled())
def test_every_spelling_reads_as_its_token(case: tuple[str, str]) -> None:
    written, text = case

    assert [each.token for each in spellings(f"({text})")] == [written]
    assert numbers_spelled(text) == numbers_spelled(written)


@given(spelled())
def test_every_beginning_of_a_spelling_is_held_back(case: tuple[str, str]) -> None:
    written, text = case
    issued = Issued.of([written])

    for end in range(1, len(text)):
        assert issued.held_from("x" + text[:end]) == 1


@given(st.lists(NEAR_TOKENS, max_size=4), FOUND)
def test_no_token_is_spelled_in_the_call_itself(texts: list[str], found: list[tuple[str, Label]]) -> None:
    with Vault() as vault:
        vault.reserve(texts)
        issued = {vault.pseudonym(value, label, UNKNOWN) for value, label in found}

        assert not issued & {each.token for text in texts for each in spellings(text)}


@given(FOUND)
def test_no_two_surface_forms_share_a_token(found: list[tuple[str, Label]]) -> None:
    with Vault() as vault:
        tokens = {(value, label): vault.pseudonym(value, label, UNKNOWN) for value, label in found}

        assert len(set(tokens.values())) == len(tokens)
        for (value, label), name in tokens.items():
            entry = vault.entry(name)
            assert entry is not None
            assert (entry.value, entry.label) == (value, label)


@given(FOUND, FOUND)
def test_what_comes_later_changes_no_earlier_token(
    earlier: list[tuple[str, Label]], later: list[tuple[str, Label]]
) -> None:
    def placed(found: list[tuple[str, Label]]) -> list[tuple[int, str]]:
        linker = Linker()
        return [linker.place(value, label) for value, label in dict.fromkeys(found)]

    assert placed([*earlier, *later])[: len(set(earlier))] == placed(earlier)
