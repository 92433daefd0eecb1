"""The tripwire's verdict: another's marks refuse, another's values tell the operator, and nothing else is seen."""

import asyncio
import gc
from asyncio import Future
from collections.abc import Sequence

import pytest

from gateway.core.call import Role
from gateway.core.entities import Label
from gateway.core.errors import Code, Refusal
from gateway.core.fingerprints import Places, Sort, covered_in, place_for
from gateway.core.ledger import Tripped
from gateway.core.normal_forms import normal_value
from gateway.core.source import Source
from gateway.core.stages import Isolated, Redacted
from gateway.core.vault import Vault
from gateway.steps.tripwire import Tripwire, tripwire
from tests.support.garbage import looked_at_alone
from tests.support.stages import KEYS, permitted

MARK, EMAIL, PHONE = "8f14e45fceea467fa9e67f3d1b09c2aa", "jane.doe@example.com", "+34 612 345 678"
PRINTS = KEYS.fingerprints


class Enrolled:
    """Prints in memory, answered after a turn of the loop, as from a server."""

    def __init__(self, *owned: tuple[str, Sort, str], fails: bool = False) -> None:
        self.places_of: dict[bytes, dict[int, bytes]] = {}
        self.asked: list[Sequence[bytes]] = []
        self.fails = fails
        self.idle = False
        for tenant, sort, normal in owned:
            row = PRINTS.row(PRINTS.print_of(sort, normal), PRINTS.owner(tenant, sort))
            places = self.places_of.setdefault(row[0], {})
            place = place_for(row, places)
            assert place is not None
            places[place] = covered_in(row)[place]

    def is_idle(self) -> bool:
        return self.idle

    def places(self, prints: Sequence[bytes]) -> Future[list[Places]]:
        self.asked.append(prints)
        return asyncio.ensure_future(self._answer(prints))

    async def _answer(self, prints: Sequence[bytes]) -> list[Places]:
        await asyncio.sleep(0)
        if self.fails:
            raise Refusal(Code.STORE_UNAVAILABLE)
        return [self.places_of.get(each, {}) for each in prints]


async def verdict(
    enrolled: Enrolled, *values: tuple[str, Label], marks: dict[str, str | None] | None = None, kept: Sequence[str] = ()
) -> list[Tripped]:
    """What the operator is told of a call of `acme` with these values; raises what refuses it."""
    told: list[Tripped] = []
    isolated = Isolated(permitted(), (), (), (), 0, marks or {})
    redacted = Redacted(permitted(), (), 0, [], frozenset(kept), {}, 0)
    with Vault() as vault:
        for at, (value, label) in enumerate(values):
            if at % 2:
                vault.conceal(value, label)
            else:
                vault.pseudonym(value, label, Source(Role.USER))
        async with tripwire(isolated, redacted, vault, enrolled, KEYS, told.append) as wired:  # type: ignore[arg-type]  # one method of the port is enough here
            assert wired.redacted is redacted
            await wired.cleared()
    return told


def value(tenant: str, text: str = EMAIL) -> tuple[str, Sort, str]:
    return tenant, Sort.VALUE, normal_value(text)


async def test_a_value_of_one_other_tenant_is_told_with_its_kind_and_owner() -> None:
    enrolled = Enrolled(value("globex"), value("globex", PHONE))
    spelled = [("Jane.Doe@EXAMPLE.com", Label.EMAIL_ADDRESS), ("0034 612-345-678", Label.PHONE_NUMBER)]

    (told,) = await verdict(enrolled, *spelled)
    assert told.counts == {"EMAIL_ADDRESS": 1, "PHONE_NUMBER": 1}
    assert told.owners == (PRINTS.owner("globex", Sort.VALUE).hex(),)


@pytest.mark.parametrize("owners", [(), ("acme",), ("globex", "acme"), ("globex", "initech"), ("a", "b", "c", "d")])
async def test_a_value_that_is_own_shared_or_nobodys_is_told_to_nobody(owners: tuple[str, ...]) -> None:
    enrolled = Enrolled(*[value(each) for each in owners])

    assert await verdict(enrolled, (EMAIL, Label.EMAIL_ADDRESS)) == []


async def test_a_name_is_never_looked_up() -> None:
    enrolled = Enrolled(value("globex", "Jane Doe"))

    assert await verdict(enrolled, ("Jane Doe", Label.PERSON), ("1 High Street 12345", Label.STREET_ADDRESS)) == []
    assert enrolled.asked == []


async def test_a_value_that_the_policy_keeps_is_looked_up_too() -> None:
    (told,) = await verdict(Enrolled(value("globex", "AB1234567")), kept=["AB 123 4567", "Berlin"])

    assert told.counts == {"KEPT": 1}


async def test_a_mark_of_another_tenant_refuses_and_says_where_it_stands() -> None:
    enrolled = Enrolled(("globex", Sort.MARK, MARK), value("globex"))
    told: list[Tripped] = []
    with pytest.raises(Refusal, match="context_foreign") as caught:
        told += await verdict(enrolled, marks={"0" * 15 + "a": "messages[0]", MARK: "messages[3].content"})

    assert caught.value.param == "messages[3].content"


@pytest.mark.parametrize("owners", [("acme",), ("acme", "globex"), ("globex", "initech")])
async def test_an_own_or_shared_mark_refuses_nothing(owners: tuple[str, ...]) -> None:
    enrolled = Enrolled(*[(each, Sort.MARK, MARK) for each in owners])

    assert await verdict(enrolled, marks={MARK: None}) == []


async def test_marks_and_values_are_apart() -> None:
    assert await verdict(Enrolled(("globex", Sort.VALUE, MARK)), marks={MARK: None}) == []


async def test_what_refuses_is_told_to_the_operator_before() -> None:
    enrolled = Enrolled(("globex", Sort.MARK, MARK), value("initech"))
    told: list[Tripped] = []
    isolated = Isolated(permitted(), (), (), (), 0, {MARK: None})
    redacted = Redacted(permitted(), (), 0, [], frozenset(), {}, 0)
    with Vault() as vault:
        vault.conceal(EMAIL, Label.EMAIL_ADDRESS)
        async with tripwire(isolated, redacted, vault, enrolled, KEYS, told.append) as wired:  # type: ignore[arg-type]  # as above
            with pytest.raises(Refusal, match="context_foreign"):
                await wired.cleared()

    assert told[0].counts == {"MARK": 1, "EMAIL_ADDRESS": 1}
    assert len(told[0].owners) == 2


async def test_a_store_that_cannot_answer_refuses() -> None:
    with pytest.raises(Refusal, match="store_unavailable"):
        await verdict(Enrolled(fails=True), (EMAIL, Label.EMAIL_ADDRESS))


async def test_while_nothing_is_enrolled_nothing_is_looked_up() -> None:
    enrolled = Enrolled(fails=True)
    enrolled.idle = True

    assert await verdict(enrolled, (EMAIL, Label.EMAIL_ADDRESS), marks={MARK: None}) == []
    assert enrolled.asked == []


async def test_a_call_without_candidates_asks_nothing() -> None:
    enrolled = Enrolled(fails=True)

    assert await verdict(enrolled) == []
    assert enrolled.asked == []


async def ends_early(context: Tripwire) -> None:
    async with context:
        for _ in range(3):  # the answer is there
            await asyncio.sleep(0)
        raise KeyError


@pytest.mark.parametrize("fails", [True, False])
async def test_a_call_that_ends_before_the_verdict_leaves_nothing_behind(fails: bool) -> None:  # noqa: FBT001 - a table's column
    isolated = Isolated(permitted(), (), (), (), 0, {MARK: None})
    redacted = Redacted(permitted(), (), 0, [], frozenset(), {}, 0)
    before = asyncio.all_tasks()
    unseen: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: unseen.append(context))
    with looked_at_alone():
        with Vault() as vault, pytest.raises(KeyError):
            await ends_early(tripwire(isolated, redacted, vault, Enrolled(fails=fails), KEYS, pytest.fail))  # type: ignore[arg-type]  # as above
        await asyncio.sleep(0)
        gc.collect()

    assert asyncio.all_tasks() == before
    assert unseen == []
