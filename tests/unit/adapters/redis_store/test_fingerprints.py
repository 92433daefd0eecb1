"""Prints in Redis: many small keys, nothing asked while nothing is enrolled, and a refusal when Redis cannot answer."""

import asyncio

import pytest

from gateway.adapters.redis_store import fingerprints, lanes
from gateway.adapters.redis_store.fingerprints import RedisFingerprints
from gateway.adapters.redis_store.keys import ENROLLED, FINGERPRINTS, fingerprints_key
from gateway.adapters.redis_store.servers import Servers
from gateway.core.errors import Refusal
from gateway.core.fingerprints import Row, Sort
from gateway.ports.store import UnusableStoreError
from tests.support.redis_server import RedisServer
from tests.support.stages import KEYS


def row(value: str, tenant: str = "acme") -> Row:
    keys = KEYS.fingerprints
    return keys.row(keys.print_of(Sort.VALUE, value), keys.owner(tenant, Sort.VALUE))


def reads(server: RedisServer) -> int:
    """How often it read from a connection, asking this among them."""
    said = server.call("INFO", "stats").decode()
    return int(said.partition("total_reads_processed:")[2].partition("\r\n")[0])


async def test_a_look_up_is_one_trip_whatever_the_number_of_prints(real: Servers, server: RedisServer) -> None:
    prints = RedisFingerprints(real)
    await prints.enrol([row("1")])
    await prints.places([row("1")[0]])
    first, second = reads(server), reads(server)
    found = await prints.places([row(str(number))[0] for number in range(20)])
    third = reads(server)

    assert (len(found), third - second) == (20, second - first + 1)


async def test_prints_are_spread_over_keys_with_slots_of_their_own(real: Servers) -> None:
    prints = RedisFingerprints(real)
    await prints.enrol([row(str(number)) for number in range(50)])

    (names,) = await real.ask(("KEYS", "*"))
    assert isinstance(names, list)
    hashes = [name.decode() for name in names if name.decode() not in (FINGERPRINTS, *ENROLLED)]
    assert len(hashes) > 45
    assert all("{f." in name and name.endswith("}") for name in hashes)
    (length,) = await real.ask(("STRLEN", FINGERPRINTS))
    assert isinstance(length, int)
    assert length <= 32 * 1024


def test_the_key_of_a_shard_is_fixed_for_ever() -> None:
    assert fingerprints_key(0) == "isogate:{f.00000}"
    assert fingerprints_key(2**18 - 1) == "isogate:{f.3ffff}"


async def test_while_nothing_is_enrolled_that_alone_is_asked_and_seldom(
    real: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprints, "IDLE_SECONDS", 0.2)
    asked, enrolling = RedisFingerprints(real), RedisFingerprints(real)
    assert await asked.places([row("a")[0]]) == [{}]
    await enrolling.enrol([row("a")])

    assert await asked.places([row("a")[0]]) == [{}]
    await asyncio.sleep(0.25)
    assert await asked.places([row("a")[0]]) != [{}]


async def test_two_who_enrol_at_once_lose_nothing(real: Servers) -> None:
    values = [str(number) for number in range(200)]
    tenants = ("acme", "globex", "initech")
    added = await asyncio.gather(
        *(RedisFingerprints(real).enrol([row(value, tenant) for value in values]) for tenant in tenants)
    )

    prints = RedisFingerprints(real)
    assert added == [200, 200, 200]
    found = await prints.places([row(value)[0] for value in values])
    keys = KEYS.fingerprints
    everybody = {keys.owner(tenant, Sort.VALUE) for tenant in tenants}
    assert all(keys.owners_of(row(value)[0], places) == everybody for value, places in zip(values, found, strict=True))


async def test_redis_that_is_gone_or_answers_strangely_is_a_refusal(real: Servers, server: RedisServer) -> None:
    prints = RedisFingerprints(real)
    await prints.enrol([row("a")])
    await prints.places([row("a")[0]])
    (shard,) = [name for name in await names(real) if name not in (FINGERPRINTS, *ENROLLED)]
    server.call("DEL", shard)
    server.call("SET", shard, "no hash")
    for asking in (prints.places([row("a")[0]]), prints.enrol([row("a")]), prints.remove([row("a")])):
        with pytest.raises(Refusal, match="store_unavailable"):
            await asking


async def test_redis_that_hangs_is_a_refusal_in_time(server: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "TRIP_SECONDS", 0.1)
    prints = RedisFingerprints.open(server.url)
    server.pause()
    try:
        with pytest.raises(Refusal, match="store_unavailable"):
            await prints.places([row("a")[0]])
    finally:
        server.resume()
        await prints.close()


def test_an_address_that_is_none_is_said() -> None:
    with pytest.raises(UnusableStoreError):
        RedisFingerprints.open("http://example.com")


async def names(real: Servers) -> list[str]:
    (found,) = await real.ask(("KEYS", "*"))
    assert isinstance(found, list)
    return [name.decode() for name in found]
