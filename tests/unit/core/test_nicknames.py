"""Nicknames stand for each other, as far as the table goes."""

from gateway.core.nicknames import NICKNAMES


def test_a_nickname_works_both_ways() -> None:
    for name, others in NICKNAMES.items():
        for other in others:
            assert name in NICKNAMES[other]


def test_nobody_is_his_own_nickname() -> None:
    assert all(name not in others for name, others in NICKNAMES.items())


def test_names_are_in_lower_case() -> None:
    assert all(name == name.lower() for name in NICKNAMES)
    assert {"bob", "rob"} <= NICKNAMES["robert"]
