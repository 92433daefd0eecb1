"""Consent and objections reach the store as keyed hashes, and a withdrawal is acknowledged when it holds."""

from pathlib import Path

import pytest

from gateway.control import consent, tenants
from gateway.core.ledger import AdmitAsk, ConsentState
from tests.support.control import acknowledged, opened_plane, stored


async def test_a_withdrawal_follows_a_grant_and_is_acknowledged_after_every_permit(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, clock):
        await tenants.create(plane, "acme")
        granted = await consent.grant(plane, "acme", purpose="twin", user="u1", policy_version="twin@1")
        assert granted.state is ConsentState.GRANTED
        await acknowledged(clock, consent.withdraw(plane, "acme", purpose="twin", user="u1", policy_version="twin@1"))

        (row,) = await consent.list_consents(plane, "acme")
        assert (row.state, row.purpose, row.policy_version) == (ConsentState.WITHDRAWN, "twin", "twin@1")


@pytest.mark.parametrize("user", ["*", "system"])
async def test_everybody_and_system_are_rows_of_their_own(tmp_path: Path, user: str) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        await tenants.create(plane, "acme")
        row = await consent.grant(plane, "acme", purpose="twin", user=user, policy_version="twin@1")

        assert row.user == user


async def test_no_id_of_a_user_or_a_data_subject_reaches_the_disk(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, clock):
        await tenants.create(plane, "acme")
        await consent.grant(plane, "acme", purpose="twin", user="jane.doe@acme", policy_version="twin@1")
        await acknowledged(clock, consent.object_subject(plane, "acme", "contact-jane"))

    found = stored(tmp_path)
    assert b"twin@1" in found
    assert b"jane" not in found


async def test_an_objection_is_found_by_the_id_that_a_call_would_ask_for_and_can_be_lifted(
    tmp_path: Path,
) -> None:
    async with opened_plane(tmp_path) as (plane, clock):
        await tenants.create(plane, "acme")
        ask = AdmitAsk("acme", "0" * 64, "twin", "u", (plane.keys.subject_id("acme", "c1"),))
        await acknowledged(clock, consent.object_subject(plane, "acme", "c1"))
        assert (await plane.store.admit(ask)).objected

        await consent.lift_objection(plane, "acme", "c1")
        assert not (await plane.store.admit(ask)).objected


async def test_a_row_of_nobody_is_refused(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        with pytest.raises(ValueError, match="user"):
            await consent.grant(plane, "acme", purpose="twin", user="", policy_version="twin@1")
