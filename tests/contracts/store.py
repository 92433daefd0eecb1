"""What every store promises (`gateway/ports/store.py`). An adapter's test class says how its store is opened."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from gateway.core.audit import Verifier
from gateway.core.errors import Code, Refusal
from gateway.core.ledger import EVERY_USER, SYSTEM_USER, KeyRole, Record, TenantStatus
from gateway.ports.store import EpochMovedError, Store
from tests.support.ledger import (
    GRANTED,
    WITHDRAWN,
    ask,
    commit_ask,
    consent_row,
    intent,
    key_row,
    later,
    outcome,
    tenant_row,
)

PATIENCE_SECONDS = 60.0
"""For what must happen, however busy the machine is."""

Opener = Callable[[], Awaitable[Store]]
Act = Callable[[Store], Awaitable[None]]

HOSTILE = ["a", "a:b", "a%3Ab", "a%", "{a}", "a b", "A", "ä", "a\u0308", "*", "system", "", "\x00", ":", "::"]

RAISES_THE_TENANTS: dict[str, Act] = {
    "a withdrawal": lambda store: store.put_consent(consent_row(WITHDRAWN, 1)),
    "a revocation": lambda store: store.revoke_key("acme", "k1"),
    "a suspension": lambda store: store.set_tenant_status("acme", TenantStatus.SUSPENDED),
    "an objection": lambda store: store.put_objection("acme", "s1"),
}
RAISES_EVERYBODYS: dict[str, Act] = {
    "a switch": lambda store: store.set_switch("provider:openai", off=True),
}
RAISES_NONE: dict[str, Act] = {
    "a grant": lambda store: store.put_consent(consent_row(GRANTED, 1)),
    "the same status": lambda store: store.set_tenant_status("acme", TenantStatus.ACTIVE),
    "a new key": lambda store: store.put_key(key_row("k2", digest="d2")),
    "a new tenant": lambda store: store.put_tenant(tenant_row("new")),
    "switching on": lambda store: store.set_switch("provider:openai", off=False),
    "an objection taken back": lambda store: store.remove_objection("acme", "s1"),
    "a commit": lambda store: store.commit(commit_ask(0)),
}


async def problems_of_chain(store: Store) -> tuple[int, list[str]]:
    verifier, count, problems = Verifier(), 0, []
    async for record in store.chain():
        count += 1
        problems += [str(problem) for problem in verifier.check(record)]
    return count, problems


async def eventually(store: Store, count: int) -> list[Record]:
    """The records, once there are so many; what an outcome settles is settled by then."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            found = await store.records(limit=1000)
            if len(found) >= count:
                return found
            await asyncio.sleep(0.02)


class Race:
    """Two commits and a withdrawal at once; after the withdrawal's word, no commit of the old epoch may pass."""

    def __init__(self, epoch: int) -> None:
        self.epoch = epoch
        self.withdrawn = False

    async def commit(self, store: Store, trace: str) -> bool:
        await asyncio.sleep(0)
        too_late = self.withdrawn
        try:
            await store.commit(commit_ask(self.epoch, trace))
        except EpochMovedError:
            return False
        assert not too_late
        return True

    async def withdraw(self, store: Store, other: Store) -> bool:
        await store.put_consent(consent_row(WITHDRAWN, self.epoch, user=f"u{self.epoch}"))
        self.withdrawn = True
        return await self.commit(other, f"late{self.epoch}")


class StoreContract:
    """The suite. `opener` opens the same store each time it is called; `store` is one of them, with two tenants."""

    @pytest.fixture
    async def store(self, opener: Opener) -> AsyncIterator[Store]:
        store = await opener()
        for tenant in ("acme", "beta"):
            await store.put_tenant(tenant_row(tenant))
        await store.put_key(key_row())
        yield store
        await store.close()

    # Admission

    async def test_nothing_is_known_of_a_stranger(self, store: Store) -> None:
        admission = await store.admit(ask("nobody"))

        assert (admission.tenant, admission.key, admission.epoch) == (None, None, 0)
        assert (admission.user_consent, admission.everyone_consent) == (None, None)
        assert not admission.objected
        assert not admission.has_objections

    async def test_an_admission_holds_all_that_decides(self, store: Store) -> None:
        await store.put_consent(consent_row(GRANTED, user=EVERY_USER))
        await store.put_consent(consent_row(WITHDRAWN))
        await store.put_objection("acme", "s1")
        await store.set_switch("purpose:twin", off=True)
        admission = await store.admit(ask("acme", "s0", "s1"))

        assert admission.key == key_row()
        assert admission.tenant == tenant_row()
        assert (admission.user_consent, admission.everyone_consent) == (WITHDRAWN, GRANTED)
        assert admission.objected
        assert admission.has_objections
        assert admission.switched_off == frozenset({"purpose:twin"})
        assert [admission.epoch] == await store.epochs(["acme"])

    async def test_an_objection_of_somebody_else_is_told_apart(self, store: Store) -> None:
        await store.put_objection("acme", "s1")

        for subjects in ((), ("s2",), ("s", "s11")):
            admission = await store.admit(ask("acme", *subjects))
            assert (admission.objected, admission.has_objections) == (False, True)

    async def test_no_tenant_sees_anything_of_another(self, store: Store) -> None:
        await store.put_consent(consent_row(GRANTED))
        await store.put_objection("acme", "s1")
        admission = await store.admit(ask("beta", "s1"))

        assert admission.key is None
        assert admission.user_consent is None
        assert not admission.has_objections
        assert await store.keys("beta") == []
        assert await store.consents("beta") == []

    async def test_no_two_users_or_purposes_are_ever_taken_for_each_other(self, store: Store) -> None:
        for at, name in enumerate(HOSTILE):
            state = GRANTED if at % 2 else WITHDRAWN
            await store.put_consent(consent_row(state, user=name))
        found = {name: (await store.admit(ask(user=name))).user_consent for name in HOSTILE}

        assert found == {name: GRANTED if at % 2 else WITHDRAWN for at, name in enumerate(HOSTILE)}
        assert (await store.admit(ask(user="a:B"))).user_consent is None

    # Commit and audit

    async def test_a_commit_records_the_intent(self, store: Store) -> None:
        await store.commit(commit_ask(0))

        assert await store.records() == [intent()]
        assert await problems_of_chain(store) == (1, [])

    async def test_a_commit_under_a_moved_epoch_records_nothing(self, store: Store) -> None:
        await store.put_objection("acme", "s1")

        for epoch in (0, 2, -1):
            with pytest.raises(EpochMovedError):
                await store.commit(commit_ask(epoch))
        assert await store.records() == []

    async def test_a_commit_with_a_subject_who_objected_records_nothing(self, store: Store) -> None:
        await store.put_objection("acme", "s1")

        with pytest.raises(Refusal) as caught:
            await store.commit(commit_ask(1, subjects=("s0", "s1")))
        assert caught.value.code is Code.SUBJECT_OBJECTED
        assert await store.records() == []
        await store.commit(commit_ask(1, subjects=("s0", "s2")))

    async def test_an_outcome_is_on_record_within_a_second(self, store: Store) -> None:
        await store.commit(commit_ask(0))
        await store.append(outcome())

        assert await eventually(store, 2) == [outcome(), intent()]

    async def test_a_record_without_a_tenant_is_kept_too(self, store: Store) -> None:
        await store.append(outcome(tenant=""))

        assert await eventually(store, 1) == [outcome(tenant="")]
        assert await store.records(tenant="") == [outcome(tenant="")]
        assert await store.records(trace="t1") == [outcome(tenant="")]

    async def test_closing_writes_what_is_pending(self, store: Store, opener: Opener) -> None:
        other = await opener()
        for number in range(300):
            await other.append(outcome(f"t{number}", ["acme", "beta", ""][number % 3]))
        await other.close()

        assert len(await store.records(limit=1000)) == 300
        assert await problems_of_chain(store) == (300, [])

    async def test_records_are_found_by_tenant_and_trace_newest_first(self, store: Store) -> None:
        for tenant, trace in (("acme", "t1"), ("beta", "t2"), ("acme", "t3"), ("beta", "t3")):
            await store.commit(commit_ask(0, trace, tenant))
            await asyncio.sleep(0.002)  # Redis tells times apart by the millisecond

        assert await store.records(limit=2) == [intent("t3", "beta"), intent("t3")]
        assert await store.records(tenant="acme") == [intent("t3"), intent("t1")]
        assert await store.records(trace="t3") == [intent("t3", "beta"), intent("t3")]
        assert await store.records(tenant="acme", trace="t3") == [intent("t3")]
        assert await store.records(tenant="acme", trace="t2") == []

    async def test_a_fact_of_another_type_is_never_written(self, store: Store) -> None:
        record = Record("t1", intent().event, later(0), "acme", {"said": None})  # type: ignore[dict-item]

        with pytest.raises(ValueError, match="a fact is"):
            await store.append(record)

    async def test_the_chain_holds_through_refusals_and_many_writers(self, store: Store, opener: Opener) -> None:
        other = await opener()

        async def call(number: int) -> None:
            writing, tenant = (store, other)[number % 2], ("acme", "beta")[number % 3 % 2]
            epoch = 7 if number % 5 == 0 else 0
            try:
                await writing.commit(commit_ask(epoch, f"t{number}", tenant))
            except EpochMovedError:
                assert epoch == 7
            await writing.append(outcome(f"t{number}", tenant))

        await asyncio.gather(*[call(number) for number in range(100)])
        await other.close()
        await eventually(store, 180)
        await asyncio.sleep(0.3)

        assert await problems_of_chain(store) == (180, [])

    async def test_an_intent_is_an_orphan_once_its_process_is_gone(self, store: Store, opener: Opener) -> None:
        other = await opener()
        await other.commit(commit_ask(0, "ended"))
        await other.append(outcome("ended"))
        await other.commit(commit_ask(0, "cut"))
        await store.commit(commit_ask(0, "in flight"))
        await eventually(store, 4)
        assert await store.orphans() == []
        await other.close()

        assert await store.orphans() == [intent("cut")]
        await store.append(outcome("cut"))
        await eventually(store, 5)
        assert await store.orphans() == []

    # Epochs

    @pytest.mark.parametrize("act", RAISES_THE_TENANTS)
    async def test_what_withdraws_raises_the_tenants_epoch(self, act: str, store: Store) -> None:
        await RAISES_THE_TENANTS[act](store)

        assert await store.epochs(["beta", "acme", "nobody"]) == [0, 1, 0]
        with pytest.raises(EpochMovedError):
            await store.commit(commit_ask(0))
        await store.commit(commit_ask(0, tenant="beta"))

    @pytest.mark.parametrize("act", RAISES_EVERYBODYS)
    async def test_a_switch_raises_every_tenants_epoch(self, act: str, store: Store) -> None:
        await RAISES_EVERYBODYS[act](store)

        assert await store.epochs(["beta", "acme"]) == [1, 1]
        for tenant in ("acme", "beta"):
            with pytest.raises(EpochMovedError):
                await store.commit(commit_ask(0, tenant=tenant))

    @pytest.mark.parametrize("act", RAISES_NONE)
    async def test_what_withdraws_nothing_cuts_nobody(self, act: str, store: Store) -> None:
        await RAISES_NONE[act](store)

        assert await store.epochs(["acme", "beta"]) == [0, 0]

    async def test_epochs_never_fall(self, store: Store, opener: Opener) -> None:
        seen = [0]
        for number, act in enumerate([*RAISES_THE_TENANTS.values(), *RAISES_EVERYBODYS.values()] * 2):
            await act(store)
            await store.set_tenant_status("acme", list(TenantStatus)[number % 3])
            seen += await store.epochs(["acme"])
        other = await opener()
        seen += await other.epochs(["acme"])
        await other.close()

        assert seen == sorted(seen)
        assert (await store.admit(ask())).epoch == seen[-1]

    async def test_no_epochs_are_asked_for_and_none_come(self, store: Store) -> None:
        assert await store.epochs([]) == []

    # Tenants and keys

    async def test_tenants_are_listed_by_id(self, store: Store) -> None:
        await store.put_tenant(tenant_row("aa", TenantStatus.SUSPENDED))

        assert await store.tenants() == [tenant_row("aa", TenantStatus.SUSPENDED), tenant_row(), tenant_row("beta")]

    async def test_a_tenant_is_created_once(self, store: Store) -> None:
        with pytest.raises(ValueError, match="there is"):
            await store.put_tenant(tenant_row(status=TenantStatus.CLOSED))
        assert (await store.tenants())[0] == tenant_row()

    async def test_a_status_holds_at_the_next_admission(self, store: Store) -> None:
        for status in (TenantStatus.SUSPENDED, TenantStatus.ACTIVE, TenantStatus.CLOSED):
            await store.set_tenant_status("acme", status)
            assert (await store.admit(ask())).tenant == tenant_row(status=status)

    async def test_keys_are_listed_oldest_first(self, store: Store) -> None:
        newer = key_row("k0", digest="d0", expires=later(3600))
        await store.put_key(newer)

        assert await store.keys("acme") == [newer, key_row()]
        assert (await store.admit(ask(digest="d0"))).key == newer

    async def test_a_revoked_key_is_known_as_revoked(self, store: Store) -> None:
        await store.revoke_key("acme", "k1")
        key = (await store.admit(ask())).key

        assert key is not None
        assert key.revoked
        assert key.role is KeyRole.APP
        assert [each.revoked for each in await store.keys("acme")] == [True]

    @pytest.mark.parametrize("row", [key_row(digest="d2"), key_row("k2")], ids=["known id", "known digest"])
    async def test_a_known_key_is_not_created_again(self, row: object, store: Store) -> None:
        with pytest.raises(ValueError, match="there is"):
            await store.put_key(row)  # type: ignore[arg-type]
        assert await store.keys("acme") == [key_row()]

    @pytest.mark.parametrize(
        "act",
        [
            lambda store: store.set_tenant_status("nobody", TenantStatus.CLOSED),
            lambda store: store.put_key(key_row(tenant="nobody")),
            lambda store: store.revoke_key("acme", "k9"),
            lambda store: store.revoke_key("nobody", "k1"),
            lambda store: store.put_consent(consent_row(WITHDRAWN, tenant="nobody")),
            lambda store: store.put_objection("nobody", "s1"),
        ],
    )
    async def test_what_does_not_exist_is_a_lookup_error(self, act: Act, store: Store) -> None:
        with pytest.raises(LookupError):
            await act(store)
        assert await store.epochs(["acme", "nobody"]) == [0, 0]

    # Consent, objections, switches

    async def test_the_last_consent_event_holds(self, store: Store) -> None:
        for at, state in enumerate([GRANTED, WITHDRAWN, GRANTED]):
            await store.put_consent(consent_row(state, at))
            assert (await store.admit(ask())).user_consent is state

        assert await store.consents("acme") == [consent_row(GRANTED, 2)]
        assert await store.epochs(["acme"]) == [1]

    async def test_consents_are_listed_by_purpose_and_user(self, store: Store) -> None:
        for user in ("u2", SYSTEM_USER, EVERY_USER):
            await store.put_consent(consent_row(GRANTED, user=user))

        assert [row.user for row in await store.consents("acme")] == [EVERY_USER, SYSTEM_USER, "u2"]

    async def test_a_replayed_event_changes_nothing(self, store: Store) -> None:
        grant, withdrawal = consent_row(GRANTED, 0), consent_row(WITHDRAWN, 1)
        for event in (grant, withdrawal, grant, withdrawal, grant):
            await store.put_consent(event)

        assert (await store.admit(ask())).user_consent is WITHDRAWN
        assert await store.epochs(["acme"]) == [1]

    async def test_a_grant_from_before_the_withdrawal_is_refused(self, store: Store) -> None:
        await store.put_consent(consent_row(WITHDRAWN, 10))

        with pytest.raises(ValueError, match="later withdrawal"):
            await store.put_consent(consent_row(GRANTED, 9.999))
        assert (await store.admit(ask())).user_consent is WITHDRAWN

    async def test_a_withdrawal_counts_whatever_its_stamp(self, store: Store) -> None:
        await store.put_consent(consent_row(GRANTED, 10))
        await store.put_consent(consent_row(WITHDRAWN, -3600))

        assert (await store.admit(ask())).user_consent is WITHDRAWN

    async def test_an_objection_can_be_repeated_and_taken_back(self, store: Store) -> None:
        for _ in range(2):
            await store.put_objection("acme", "s1")
        assert await store.epochs(["acme"]) == [1]
        for _ in range(2):
            await store.remove_objection("acme", "s1")

        assert not (await store.admit(ask("acme", "s1"))).has_objections

    async def test_switches_are_set_and_set_back(self, store: Store) -> None:
        names = {"provider:openai", 'purpose:"a"\n', "tenant:acme"}
        for name in names:
            await store.set_switch(name, off=True)
        assert await store.switches() == names == (await store.admit(ask())).switched_off
        for name in names:
            await store.set_switch(name, off=False)

        assert await store.switches() == frozenset()

    # Races and durability

    async def test_no_commit_passes_a_withdrawal(self, store: Store, opener: Opener) -> None:
        other = await opener()
        passed = 0
        for number in range(200):
            race = Race(number)
            racing = [race.commit(store, f"a{number}"), race.withdraw(store, other), race.commit(other, f"b{number}")]
            passed += sum(await asyncio.gather(*[racing[(number + turn) % 3] for turn in range(3)]))
            assert await store.epochs(["acme"]) == [number + 1]
        await other.close()

        assert await problems_of_chain(store) == (passed, [])

    async def test_what_was_acknowledged_is_there_when_opened_again(self, store: Store, opener: Opener) -> None:
        await store.put_consent(consent_row(WITHDRAWN))
        await store.commit(commit_ask(1))
        other = await opener()
        admission = await other.admit(ask())
        found = await other.records()
        await other.close()

        assert (admission.user_consent, admission.epoch) == (WITHDRAWN, 1)
        assert found == [intent()]

    async def test_who_is_known_to_use_a_store_may_use_it(self, store: Store, opener: Opener) -> None:
        other = await opener()
        for each in (store, other, store):
            await each.announce()
            assert await each.problems() == []
        await other.close()

    async def test_a_sound_store_has_no_problems(self, store: Store) -> None:
        assert await store.problems() == []
        assert await store.is_ready()
