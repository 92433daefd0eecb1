"""The sample deployment: works at once, prints the same keys at each start, respects withdrawals."""

from datetime import date
from pathlib import Path

from gateway.config.load import SAMPLE_FILE, load
from gateway.control import consent, keys, sample
from gateway.core.keys import digest, parse
from gateway.core.ledger import ConsentState
from tests.support.control import acknowledged, opened_plane

VERSIONS = {"twin": "twin@1", "content": "content@1"}


async def test_every_tenant_gets_a_key_that_works_and_a_grant_for_everybody(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        texts = await sample.ensure(plane, {"acme": VERSIONS, "globex": VERSIONS})

        assert list(texts) == ["acme", "globex"]
        for tenant, text in texts.items():
            presented = parse(text)
            (row,) = await plane.store.keys(tenant)
            assert presented is not None
            assert presented.tenant == tenant
            assert (row.digest, row.purposes) == (digest(plane.keys.pepper, text), frozenset(VERSIONS))
            assert {(each.purpose, each.user) for each in await plane.store.consents(tenant)} == {
                ("twin", "*"),
                ("content", "*"),
            }


async def test_a_second_start_changes_nothing_and_says_the_same_keys(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        first = await sample.ensure(plane, {"acme": VERSIONS})
        rows = await plane.store.consents("acme")

        assert await sample.ensure(plane, {"acme": VERSIONS}) == first
        assert await plane.store.consents("acme") == rows


async def test_a_withdrawal_and_a_revocation_outlast_a_restart(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, clock):
        await sample.ensure(plane, {"acme": VERSIONS})
        await acknowledged(clock, consent.withdraw(plane, "acme", purpose="twin", user="*", policy_version="twin@1"))
        await acknowledged(clock, keys.revoke(plane, "acme", sample.SAMPLE_KEY_ID))
        await sample.ensure(plane, {"acme": VERSIONS})

        states = {row.purpose: row.state for row in await plane.store.consents("acme")}
        assert states == {"twin": ConsentState.WITHDRAWN, "content": ConsentState.GRANTED}
        assert [row.revoked for row in await plane.store.keys("acme")] == [True]


async def test_a_start_that_was_broken_off_is_finished_by_the_next(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        await sample.ensure(plane, {"acme": {"twin": "twin@1"}})
        await sample.ensure(plane, {"acme": VERSIONS})

        assert {row.purpose for row in await plane.store.consents("acme")} == set(VERSIONS)


def test_a_consent_is_given_to_the_policy_that_holds_for_the_tenant() -> None:
    _, rules = load(SAMPLE_FILE, {}, date(2026, 1, 1)).accepted()

    assert sample.versions(rules)["globex"]["deal_coach"] == rules.tenants["globex"].purposes["deal_coach"].version
    assert sample.versions(rules)["globex"]["deal_coach"] != rules.purposes["deal_coach"].version
