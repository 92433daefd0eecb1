"""`isogate consent`."""

import time

import pytest

from gateway.control.plane import ACKNOWLEDGE_SECONDS
from tests.support.commands import Shell


def test_a_grant_is_listed_with_the_policys_version(acme: Shell) -> None:
    acme("consent", "grant", "acme", "--purpose", "content", "--everyone", "--sample")

    (row,) = acme("consent", "list", "acme", "--sample", "--json").json
    assert (row["user"], row["granted"]) == ("*", True)
    assert row["policy_version"].startswith("content@")


def test_a_withdrawal_is_listed_and_returns_when_no_call_can_start_any_more(acme: Shell) -> None:
    acme("consent", "grant", "acme", "--purpose", "twin", "--user", "u-17", "--sample")
    began = time.monotonic()

    assert acme("consent", "withdraw", "acme", "--purpose", "twin", "--user", "u-17", "--sample").code == 0

    assert time.monotonic() - began >= ACKNOWLEDGE_SECONDS
    assert "withdrawn" in acme("consent", "list", "acme", "--sample").out


def test_a_list_names_no_user(acme: Shell) -> None:
    acme("consent", "grant", "acme", "--purpose", "twin", "--user", "jane.doe", "--sample")

    assert "jane" not in acme("consent", "list", "acme", "--sample").out
    assert "jane" not in acme("consent", "list", "acme", "--sample", "--json").out


@pytest.mark.parametrize("act", ["object", "unobject"])
def test_an_objection_is_acknowledged_without_repeating_whose(acme: Shell, act: str) -> None:
    ran = acme("consent", act, "acme", "--subject", "contact-17", "--sample", "--json")

    assert ran.json == {"tenant": "acme", "objected": act == "object"}


@pytest.mark.parametrize(
    "wrong",
    [
        ["grant", "acme", "--purpose", "gossip", "--everyone"],
        ["grant", "nobody", "--purpose", "content", "--everyone"],
        ["grant", "acme", "--purpose", "content"],
        ["grant", "acme", "--purpose", "content", "--user", "*"],
        ["grant", "acme", "--purpose", "content", "--user", ""],
        ["object", "nobody", "--subject", "c-1"],
    ],
)
def test_consent_of_nobody_to_nothing_is_wrong_use(acme: Shell, wrong: list[str]) -> None:
    assert acme("consent", *wrong, "--sample").code == 2
    assert acme("consent", "list", "acme", "--sample", "--json").json == []
