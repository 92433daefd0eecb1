"""The measuring of the tripwire: its people are what it says, and in a small world it finds what it must and nothing else."""

import itertools
import random
from pathlib import Path

from gateway.adapters.sqlite_store.fingerprints import SqliteFingerprints
from gateway.core.normal_forms import email, phone
from tests.bench.tripwire import Tried, enrol, foreign, judged, ordinary_calls, owned_prints
from tests.bench.tripwire_population import CONTACTS, SHARED_PERCENT, Person, World

WORLD = World(tenants=4, contacts=80)


def test_nobody_has_anybody_elses_address_or_number() -> None:
    people = [Person(number) for number in range(5_000)]

    assert len({email(each.email) for each in people}) == len(people)
    for national in (False, True):
        numbers = {phone(each.phone(national=national)) for each in people}
        assert None not in numbers
        assert len(numbers) == len(people)


def test_so_many_contacts_are_shared_and_no_stranger_is_a_contact() -> None:
    known = [{WORLD.contact(tenant, at).number for at in range(WORLD.contacts)} for tenant in range(WORLD.tenants)]
    shared = WORLD.contacts * SHARED_PERCENT // 100

    assert (CONTACTS, SHARED_PERCENT) == (10_000, 5)
    for one, other in itertools.combinations(known, 2):
        assert len(one & other) <= shared
    assert max(number for each in known for number in each) < WORLD.people


async def test_a_small_world_is_silent_but_for_what_is_planted(tmp_path: Path) -> None:
    await enrol(tmp_path / "store", owned_prints(WORLD, range(WORLD.tenants)))
    prints = SqliteFingerprints(tmp_path / "store")
    texts = itertools.cycle(["Thank you for the call about 40 seats, order 10234567."])
    silent = await ordinary_calls(prints, WORLD, WORLD.tenants, texts, 20)
    tripped = [Tried() for _ in range(3)]
    for kind, tried in enumerate(tripped):
        await judged(prints, *foreign(WORLD, random.Random(kind), kind), tried)
    await prints.close()

    assert (silent.calls, silent.refused, silent.alerted) == (20, 0, 0)
    assert [(tried.refused, tried.alerted) for tried in tripped] == [(0, 1), (0, 1), (1, 1)]
