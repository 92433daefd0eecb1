"""Fingerprints: equal for equal values, unlinkable without the key, with an owner that the key's holder reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.core.fingerprints import (
    OWNER_BYTES,
    PLACES,
    PRINT_BYTES,
    FingerprintKeys,
    Places,
    Sort,
    covered_in,
    only_other,
    place_for,
)

KEYS = FingerprintKeys.of(bytes(range(32)))
OTHERS = FingerprintKeys.of(bytes(range(1, 33)))
PRINT = KEYS.print_of(Sort.VALUE, "jane.doe@example.com")


def owner(tenant: str) -> bytes:
    return KEYS.owner(tenant, Sort.VALUE)


def standing(*tenants: str, print_: bytes = PRINT) -> Places:
    """The places of a print that these tenants enrolled one after the other."""
    places: dict[int, bytes] = {}
    for tenant in tenants:
        row = KEYS.row(print_, owner(tenant))
        if (place := place_for(row, places)) is not None:
            places[place] = covered_in(row)[place]
    return places


def test_a_print_depends_on_the_value_the_sort_and_the_deployment_alone() -> None:
    assert len(PRINT) == PRINT_BYTES == 16
    assert KEYS.print_of(Sort.VALUE, "jane.doe@example.com") == PRINT
    different = {KEYS.print_of(Sort.MARK, "jane.doe@example.com"), KEYS.print_of(Sort.VALUE, "jane.doe@example.co")}
    assert len(different | {PRINT, OTHERS.print_of(Sort.VALUE, "jane.doe@example.com")}) == 4


@given(st.lists(st.sampled_from([f"tenant-{number}" for number in range(6)]), max_size=8))
def test_the_first_owners_are_read_back_each_once(tenants: list[str]) -> None:
    first = list(dict.fromkeys(tenants))[:PLACES]

    assert KEYS.owners_of(PRINT, standing(*tenants)) == {owner(each) for each in first}
    assert len(standing(*tenants)) == len(first)


def test_what_stands_in_the_store_says_neither_whose_a_print_is_nor_that_two_are_one_tenants() -> None:
    prints = [KEYS.print_of(Sort.VALUE, str(number)) for number in range(200)]
    stored = [covered for each in prints for covered in standing("acme", "globex", print_=each).values()]
    differences = [
        bytes(left ^ right for left, right in zip(*standing("acme", "globex", print_=each).values(), strict=True))
        for each in prints
    ]

    assert len(set(stored)) == len(stored)
    assert len(set(differences)) == len(differences), "one pair of tenants would show by the same difference"
    assert not {owner("acme"), owner("globex")} & set(stored)


def test_another_key_reads_other_owners() -> None:
    assert OTHERS.owners_of(PRINT, standing("acme")) != KEYS.owners_of(PRINT, standing("acme"))


def test_a_place_that_is_free_again_is_taken_first_and_the_others_keep_theirs() -> None:
    places = dict(standing("acme", "globex", "initech"))
    del places[1]
    row = KEYS.row(PRINT, owner("umbrella"))

    assert place_for(row, places) == 1
    assert KEYS.owners_of(PRINT, places) == {owner("acme"), owner("initech")}
    assert place_for(KEYS.row(PRINT, owner("initech")), places) is None


@pytest.mark.parametrize(
    ("owners", "told"),
    [((), None), (("mine",), None), (("globex",), "globex"), (("globex", "initech"), None), (("globex", "mine"), None)],
)
def test_what_is_told_is_one_other_tenants_alone(owners: tuple[str, ...], told: str | None) -> None:
    found = only_other(frozenset(map(owner, owners)), owner("mine"))

    assert found == (None if told is None else owner(told))


def test_an_owner_is_another_for_each_sort_and_short() -> None:
    assert KEYS.owner("acme", Sort.MARK) != owner("acme")
    assert len(owner("acme")) == OWNER_BYTES


def test_keys_stay_out_of_repr() -> None:
    assert "b'" not in repr(KEYS)
