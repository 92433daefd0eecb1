"""False alarms and cost of the tripwire: `python -m tests.bench.tripwire` (minutes; docs/tripwire.md has its figures).

Tenants of `tripwire_population.py` are enrolled in SQLite; then ordinary calls are made, each with filled CRM text, a contact and
a record of the caller, and in a fourth of them somebody whom nobody has enrolled. Steps 4 and 5 and the tripwire are the real
ones; detection is by patterns, for names are not compared. What must trip is tried in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from gateway.adapters.presidio_anonymizer import PresidioAnonymizer
from gateway.adapters.sqlite_store.fingerprints import SqliteFingerprints
from gateway.core.call import Call, Leaf, Role, Shape
from gateway.core.errors import Refusal
from gateway.core.fingerprints import Row
from gateway.core.ledger import Tripped
from gateway.core.marks import marks_in
from gateway.core.stages import Isolated, Redacted
from gateway.core.vault import Vault
from gateway.steps.isolate import isolate
from gateway.steps.redact import redact
from gateway.steps.tripwire import tripwire
from tests.bench.prompts import medium
from tests.bench.tripwire_population import CONTACTS, RECORDS, Person, World, is_national, name_of, record_id
from tests.report.documents import generated
from tests.support.data import labelled_data
from tests.support.detection import detector, unhurried
from tests.support.sealing import cipher
from tests.support.stages import KEYS, NOW, authenticated, permitted, tenant_rules

SIZES = (10, 100, 1_000)
CALLS, TIMED_CALLS, PLANTED = 10_000, 1_000, 200
SPANS = 6_000
SHARDS = 256
BATCH_ROWS = 100_000
STRANGER_EVERY = 4
PAGE_BYTES = 4096
RUNS = 3
"""Of which the least time counts: the machine does other things, too."""
SEED = 20_261_127


@dataclass(slots=True)
class Tried:
    """What calls came to."""

    calls: int = 0
    words: int = 0
    refused: int = 0
    alerted: int = 0
    candidates: int = 0
    looking: float = 0.0
    """Seconds of the thread in which texts were looked through for marks."""
    asking: float = 0.0
    """Seconds of the thread from the finds to the verdict."""
    kinds: list[str] = field(default_factory=list)

    def row(self) -> str:
        """One line of the report."""
        each = 1e6 / self.calls
        per_words = 1e9 * (self.looking + self.asking) / self.words
        return (
            f"{self.candidates / self.calls:.1f} candidates, {each * self.looking:.0f} + {each * self.asking:.0f} µs a call, "
            f"{per_words:.0f} µs per 1,000 words"
        )


def fill(path: Path, world: World, tenants: range) -> None:
    """Enrol these tenants: in the order of the prints, for a tree of random keys is built in a tenth of the time so."""
    asyncio.run(enrol(path, owned_prints(world, tenants)))


def owned_prints(world: World, tenants: range) -> list[bytearray]:
    """Prints with their owners, 24 bytes each, by their first byte."""
    keys = KEYS.fingerprints
    shards: list[bytearray] = [bytearray() for _ in range(SHARDS)]
    for tenant in tenants:
        for sort, normal in world.items(tenant):
            print_ = keys.print_of(sort, normal)
            shards[print_[0]] += print_ + keys.owner(name_of(tenant), sort)
    return shards


async def enrol(path: Path, shards: Sequence[bytearray]) -> None:
    """Put them into the file of the store at this path."""
    prints = SqliteFingerprints(path)
    for shard in shards:
        owned = sorted({bytes(shard[at : at + 24]) for at in range(0, len(shard), 24)})
        waiting = [KEYS.fingerprints.row(each[:16], each[16:]) for each in owned]
        while waiting:  # a print comes once in each batch
            batch: dict[bytes, Row] = {}
            later = [row for row in waiting if batch.setdefault(row[0], row) is not row]
            rows = list(batch.values())
            for at in range(0, len(rows), BATCH_ROWS):
                await prints.enrol(rows[at : at + BATCH_ROWS])
            waiting = later
    await prints.close()


def ordinary(world: World, callers: int, texts: Iterator[str], drawn: random.Random) -> tuple[int, str]:
    """A call: its tenant and its text."""
    tenant = drawn.randrange(callers)
    lines = [next(texts), _said(world.contact(tenant, drawn.randrange(world.contacts)), national=is_national(tenant))]
    lines.append(f"Record {record_id(tenant, drawn.randrange(RECORDS))}, export {drawn.getrandbits(128):032x}")
    if drawn.randrange(STRANGER_EVERY) == 0:
        stranger = Person(world.people + drawn.randrange(world.people))
        lines.append(_said(stranger, national=drawn.randrange(3) == 0))
    return tenant, "\n".join(lines)


def _said(person: Person, *, national: bool) -> str:
    given, family = (part.title() for part in person.name)
    called = f", phone: {person.phone(national=national)}" if person.has_phone else ""
    return f"Contact: {given} {family}, {person.email}{called}"


def foreign(world: World, drawn: random.Random, kind: int) -> tuple[int, str]:
    """A call that must trip: with another tenant's own contact, or its record."""
    tenant, other = drawn.sample(range(world.tenants), 2)
    own = range(world.contacts // 2, world.contacts)
    person = next(
        each for each in (world.contact(other, drawn.choice(own)) for _ in itertools.count()) if each.has_phone
    )
    said = (
        f"Write to {person.email} today",
        f"Please call {person.phone(national=is_national(other))}, it is urgent",
        f"About record {record_id(other, drawn.randrange(RECORDS))} please",
    )
    return tenant, said[kind]


async def judged(prints: SqliteFingerprints, tenant: int, text: str, tried: Tried) -> None:
    """Make one call, as far as the verdict."""
    leaves = (Leaf(0, "messages[0].content", Role.USER, Shape.TEXT, text),)
    call = Call("openai.chat", "small", stream=False, body={}, leaves=leaves)
    proved = authenticated(tenant=tenant_rules(tenant=name_of(tenant)))
    isolated = isolate(permitted(call, authenticated=proved), cipher(), KEYS, NOW)
    with Vault() as vault:
        redacted = await redact(isolated, vault, detector(), PresidioAnonymizer(), None)  # type: ignore[arg-type]  # no pictures
        tried.looking += min([_looking(text) for _ in range(RUNS)])
        tried.asking += min([await _asking(prints, isolated, redacted, vault) for _ in range(RUNS)])
        tried.candidates += len(isolated.marks) + len(vault.values())
        await _note(prints, isolated, redacted, vault, tried)
    tried.calls += 1
    tried.words += len(text.split())


def _looking(text: str) -> float:
    begun = time.thread_time()
    marks_in((text,))
    return time.thread_time() - begun


async def _asking(prints: SqliteFingerprints, isolated: Isolated, redacted: Redacted, vault: Vault) -> float:
    begun = time.thread_time()
    await _note(prints, isolated, redacted, vault, Tried())
    return time.thread_time() - begun


async def _note(prints: SqliteFingerprints, isolated: Isolated, redacted: Redacted, vault: Vault, tried: Tried) -> None:
    def told(tripped: Tripped) -> None:
        tried.alerted += 1
        tried.kinds += tripped.counts

    try:
        async with tripwire(isolated, redacted, vault, prints, KEYS, told) as wired:
            await wired.cleared()
    except Refusal:
        tried.refused += 1


async def ordinary_calls(
    prints: SqliteFingerprints, world: World, callers: int, texts: Iterator[str], calls: int
) -> Tried:
    """So many, of the first tenants: the others may not be enrolled yet."""
    drawn, tried = random.Random(SEED), Tried()
    for at in range(calls):
        await judged(prints, *ordinary(world, callers, texts, drawn), tried)
        if at % 100 == 0:
            progress(f"{callers} tenants: {at:,} calls")
    return tried


async def of_a_prompt(prints: SqliteFingerprints) -> Tried:
    """The prompt of `make bench`, of 500 words, again and again: what a call costs without what the machine does between two."""
    least = Tried(looking=math.inf, asking=math.inf)
    for _ in range(TIMED_CALLS // 5):
        tried = Tried()
        await judged(prints, 0, medium(), tried)
        least = replace(tried, looking=min(least.looking, tried.looking), asking=min(least.asking, tried.asking))
    return least


async def planted_calls(prints: SqliteFingerprints, world: World, kind: int) -> Tried:
    """Calls with what is another tenant's: of addresses, numbers, or record ids."""
    drawn, tried = random.Random(SEED + kind), Tried()
    for _ in range(PLANTED):
        await judged(prints, *foreign(world, drawn, kind), tried)
    return tried


def memory_mib() -> float:
    """What of this process is in memory."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE_BYTES / 2**20


def progress(text: str) -> None:
    """On a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()


async def measured(folder: Path, sizes: Sequence[int], contacts: int, calls: int) -> None:
    """Print the report. Each size enrols the tenants that the one before had not."""
    texts = itertools.cycle([each.text for each in generated(labelled_data(), SPANS).documents()])
    world = World(max(sizes), contacts)
    await ordinary_calls(
        SqliteFingerprints(folder / "none"), world, 1, texts, TIMED_CALLS // 5
    )  # everything is loaded by then
    store, had = folder / "store.sqlite", 0
    for size in sizes:
        progress(f"enrolling {size} tenants")
        begun = time.monotonic()
        builder = get_context("spawn").Process(target=fill, args=(store, world, range(had, size)))
        builder.start()
        builder.join()
        if builder.exitcode:
            raise SystemExit(builder.exitcode)
        had, seconds = size, time.monotonic() - begun
        prints = SqliteFingerprints(store)
        before = memory_mib()
        tried = await ordinary_calls(prints, world, size, texts, calls if size == max(sizes) else TIMED_CALLS)
        grown = memory_mib() - before
        progress("")
        file = folder / "store.sqlite-fingerprints"
        print(
            f"{size:,} tenants × {contacts:,} contacts ({file.stat().st_size / 2**20:.0f} MiB, enrolled in {seconds:.0f} s): "
            f"calls {tried.calls:,}, refused {tried.refused}, alerts {tried.alerted} {tried.kinds or ''}; {tried.row()}; "
            f"memory {grown:+.1f} MiB",
            flush=True,
        )
        await prints.close()
    prints = SqliteFingerprints(store)
    for kind, name in enumerate(("another's address", "another's number", "another's record id")):
        tried = await planted_calls(prints, world, kind)
        print(f"planted, {name}: calls {tried.calls}, refused {tried.refused}, alerts {tried.alerted}", flush=True)
    print(f"the prompt of make bench: {(await of_a_prompt(prints)).row()}", flush=True)
    await prints.close()


def main() -> None:
    """Parse the options and print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tenants", type=int, nargs="+", default=list(SIZES), help="sizes, each above the one before")
    parser.add_argument("--contacts", type=int, default=CONTACTS, help="of each tenant")
    parser.add_argument("--calls", type=int, default=CALLS, help="ordinary calls at the last size")
    options = parser.parse_args()
    unhurried()
    with TemporaryDirectory() as folder:
        asyncio.run(measured(Path(folder), options.tenants, options.contacts, options.calls))


if __name__ == "__main__":
    main()
