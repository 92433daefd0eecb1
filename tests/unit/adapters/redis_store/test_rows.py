"""Rows come back as they went, and nothing else passes for one."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from gateway.adapters.redis_store import rows
from tests.support.ledger import GRANTED, consent_row, key_row, later, tenant_row


def test_rows_come_back_as_they_went() -> None:
    key = key_row(expires=later(5))

    assert rows.tenant_row("acme", "active", rows.tenant_text(tenant_row())) == tenant_row()
    assert rows.key_row("acme", rows.key_text(key), revoked=False) == key
    assert rows.key_row("acme", rows.key_text(key_row()), revoked=False) == key_row()
    assert rows.consent_row("acme", rows.consent_text(consent_row(GRANTED))) == consent_row(GRANTED)


@pytest.mark.parametrize("value", [b"", b"off", b"1:", b"1:of", b":off", b"x:off", b"1:off:"])
def test_a_switch_that_is_neither_off_nor_on_is_refused(value: bytes) -> None:
    assert rows.switched_off({b"a": b"3:off", b"b": b"4:on"}) == {"a"}
    with pytest.raises(ValueError, match="off or on"):
        rows.switched_off({b"a": b"1:off", b"b": value})


def test_equal_texts_are_the_same_event() -> None:
    assert rows.consent_text(consent_row(GRANTED, 1)) == rows.consent_text(consent_row(GRANTED, 1))
    assert rows.consent_text(consent_row(GRANTED, 1)) != rows.consent_text(consent_row(GRANTED, 1.000001))


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"state": "yes"}', '"granted"'])
@pytest.mark.parametrize(
    "read",
    [
        lambda text: rows.tenant_row("acme", "active", text),
        lambda text: rows.tenant_row("acme", "open", rows.tenant_text(tenant_row())),
        lambda text: rows.key_row("acme", text, revoked=False),
        lambda text: rows.consent_row("acme", text),
        lambda text: rows.admission("acme", text.encode(), frozenset()),
    ],
)
def test_what_is_no_row_does_not_pass_for_one(read: Callable[[str], object], text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        read(text)


def test_an_admission_with_an_unknown_state_is_none() -> None:
    answer = [0, "active", None, None, 0, {"state": "yes"}, None, 0, 0]

    with pytest.raises(ValueError, match="yes"):
        rows.admission("acme", json.dumps(answer).encode(), frozenset())
