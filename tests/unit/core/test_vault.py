"""The vault gives each surface form one token, and forgets everything when its `with` ends."""

from collections.abc import Callable

import pytest

from gateway.core.entities import Label
from gateway.core.vault import Vault, VaultClosedError
from tests.support.answers import ADDRESSEE, JANE, MAIL, SAMPLE, UNKNOWN, filled


def test_a_surface_form_has_one_token_however_often_it_is_seen() -> None:
    with Vault() as vault:
        first = vault.pseudonym(*JANE, UNKNOWN)

        assert vault.pseudonym(*JANE, ADDRESSEE) == first == "[PERSON_1]"
        assert vault.pseudonym("jane doe", Label.PERSON, UNKNOWN) == "[PERSON_1_B]"
        assert vault.tokens() == ("[PERSON_1]", "[PERSON_1_B]")


def test_an_entry_knows_everywhere_it_was_seen() -> None:
    with Vault() as vault:
        for source in (UNKNOWN, SAMPLE, UNKNOWN):
            vault.pseudonym(*JANE, source)

        entry = vault.entry("[PERSON_1]")
        assert entry is not None
        assert entry.sources == {UNKNOWN, SAMPLE}
        assert (entry.value, entry.label, entry.number) == ("Jane Doe", Label.PERSON, 1)
        assert "Jane" not in repr(entry)


def test_a_token_that_was_not_issued_has_no_entry() -> None:
    with Vault() as vault:
        filled(vault, JANE)
        assert vault.entry("[PERSON_2]") is None
        assert vault.entry("[EMAIL_ADDRESS_1]") is None
        assert vault.entry("Jane Doe") is None


def test_numbers_that_the_text_spells_are_kept_out_of_use() -> None:
    with Vault() as vault:
        vault.reserve(["see [person 1]", r"{\"x\": \"\u005bPHONE_NUMBER_2]\"}", "［IBAN_CODE_3_B］"])

        assert vault.pseudonym(*JANE, UNKNOWN) == "[PERSON_4]"


def test_numbers_are_reserved_before_the_first_token() -> None:
    with Vault() as vault:
        filled(vault, JANE)

        with pytest.raises(ValueError, match="before the first token"):
            vault.reserve(["[PERSON_1]"])


def test_payment_numbers_have_no_token() -> None:
    with Vault() as vault, pytest.raises(ValueError, match="never restored"):
        vault.pseudonym("4111111111111111", Label.CREDIT_CARD, UNKNOWN)


def test_values_are_looked_for_with_and_without_token() -> None:
    with Vault() as vault:
        filled(vault, JANE)
        vault.conceal("4111 1111 1111 1111", Label.CREDIT_CARD)

        assert vault.values() == {JANE, ("4111 1111 1111 1111", Label.CREDIT_CARD)}
        assert vault.found_in(["nothing", "call jane DOE"])
        assert vault.found_in(["4111 1111 1111 1111"])
        assert not vault.found_in(["janet doe", "[PERSON_1]"])


def test_the_gateways_own_tokens_are_no_values() -> None:
    with Vault() as vault:
        vault.reserve([])
        vault.pseudonym("person_1", Label.USERNAME, UNKNOWN)
        vault.pseudonym("username_1", Label.USERNAME, UNKNOWN)

        assert not vault.found_in(["[USERNAME_1] and [USERNAME_2]"])
        assert vault.found_in(["[USERNAME_3] is username_1"])


@pytest.mark.parametrize("failure", [None, ValueError, KeyboardInterrupt])
def test_leaving_the_with_empties_the_vault_whatever_happened(failure: type[BaseException] | None) -> None:
    vault = Vault()
    try:
        with vault:
            filled(vault, JANE, MAIL).conceal("x", Label.PERSON)
            assert not vault.is_empty
            if failure is not None:
                raise failure
    except (ValueError, KeyboardInterrupt):
        pass

    assert vault.is_empty


@pytest.mark.parametrize("state", ["new", "left"])
def test_a_vault_outside_of_its_with_refuses_everything(state: str) -> None:
    vault = Vault()
    if state == "left":
        with vault:
            filled(vault, JANE)
    uses: list[Callable[[], object]] = [
        lambda: vault.pseudonym(*JANE, UNKNOWN),
        lambda: vault.conceal(*JANE),
        lambda: vault.entry("[PERSON_1]"),
        vault.tokens,
        vault.values,
        vault.own,
        lambda: vault.found([]),
        lambda: vault.found_in([]),
        lambda: vault.reserve([]),
    ]

    for use in uses:
        with pytest.raises(VaultClosedError):
            use()
