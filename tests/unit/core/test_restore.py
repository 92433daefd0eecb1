"""Tokens come back as values in a running text, however it is cut."""

import time

import pytest

from gateway.core.entities import Label
from gateway.core.restore import TextRestorer
from gateway.core.sinks.context import LeftContext
from gateway.core.tokens import Issued
from gateway.core.vault import Entry, Vault, VaultClosedError
from tests.support.answers import JANE, MAIL, UNKNOWN, filled, however_cut, whole


def everything(entry: Entry, context: LeftContext) -> str | None:
    return entry.value


def restorer(vault: Vault) -> TextRestorer:
    return TextRestorer(vault, Issued.of(vault.tokens()), everything)


@pytest.mark.parametrize(
    ("answer", "restored"),
    [
        ("Hi [PERSON_1]!", "Hi Jane Doe!"),
        ("[[PERSON_1]]", "[Jane Doe]"),
        ("[PERSON_1][PERSON_1]", "Jane DoeJane Doe"),
        ("[PERSON_[PERSON_1]1]", "[PERSON_Jane Doe1]"),
        (r"\[PERSON_1\]", "Jane Doe"),
        (r"\\[PERSON_1\]", r"\Jane Doe"),
        (r"C:\[PERSON_1]\x", r"C:\Jane Doe\x"),
        ("［person 1］", "Jane Doe"),
        ("PERSON_1 (PERSON_1) [PERSON] [PERSON_2] [EMAIL_ADDRESS_2]", None),
        ("[PERSON_1", None),
        ("\\", None),
        ("", None),
    ],
)
def test_tokens_become_values_and_nothing_else_changes(answer: str, restored: str | None) -> None:
    with Vault() as vault:
        filled(vault, JANE, MAIL)
        expected = answer if restored is None else restored

        assert however_cut(lambda: restorer(vault), answer) == {expected}


def test_a_token_is_put_out_with_its_last_character() -> None:
    with Vault() as vault:
        filled(vault, JANE)
        pieces = restorer(vault)

        assert [pieces.feed(piece) for piece in ("a [PER", "SON_1", "]", " b")] == ["a ", "", "Jane Doe", " b"]


def test_what_can_be_no_token_of_this_call_is_not_held_back() -> None:
    with Vault() as vault:
        filled(vault, JANE)
        pieces = restorer(vault)

        assert [pieces.feed(piece) for piece in ("[PERSON_", "2", "]")] == ["", "[PERSON_2", "]"]


def test_values_are_not_read_again() -> None:
    with Vault() as vault:
        filled(vault, ("[PERSON_2]", Label.PERSON), ("[PERSON_1]", Label.PERSON), ("x[PERSON_", Label.USERNAME))

        assert whole(restorer(vault), "[PERSON_1] [PERSON_2] [USERNAME_3]1]") == "[PERSON_2] [PERSON_1] x[PERSON_1]"


def test_values_may_hold_anything() -> None:
    hostile = ["a]b", "[", "\\", '"', "\u2028", "\ud83d", "a\nb", "\\1\\g<0>", "[[[["]
    with Vault() as vault:
        filled(vault, *((value, Label.USERNAME) for value in hostile))
        answer = "|".join(vault.tokens())

        assert whole(restorer(vault), list(answer)) == "|".join(hostile)


def test_a_closed_vault_restores_nothing() -> None:
    with Vault() as vault:
        filled(vault, JANE)
        pieces = restorer(vault)
        pieces.feed("[PERSON_1")

    with pytest.raises(VaultClosedError):
        pieces.feed("]")


def test_a_call_without_tokens_passes_untouched() -> None:
    with Vault() as vault:
        pieces = restorer(vault)

        assert pieces.feed("[PERSON_1\\") == "[PERSON_1\\"


@pytest.mark.parametrize("unit", ["[", "\\", "［", "[PERSON_1 ", "[PERSON  ", "[A A A ", "](", "<a ", "x://"])
def test_hostile_text_costs_no_more_per_character_as_it_grows(unit: str) -> None:
    def seconds(size: int) -> float:
        with Vault() as vault:
            vault.pseudonym(*JANE, UNKNOWN)
            pieces, text = restorer(vault), unit * (size // len(unit))
            begun = time.process_time()
            for character in text:
                pieces.feed(character)
            return time.process_time() - begun

    small = min(seconds(20_000) for _ in range(3))

    assert seconds(80_000) < 4 * 3 * small


def test_what_a_flush_put_out_counts_for_what_follows() -> None:
    asked: list[str] = []

    def noting(entry: Entry, context: LeftContext) -> str | None:
        asked.append(context.recent())
        return entry.value

    with Vault() as vault:
        filled(vault, JANE)
        pieces = TextRestorer(vault, Issued.of(vault.tokens()), noting)

        assert whole(pieces, "a [") + whole(pieces, "b [PERSON_1]") == "a [b Jane Doe"
        assert asked == ["a [b "]
