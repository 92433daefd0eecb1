"""What stores hold, drawn and by hand; and filling a store with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from gateway.core.audit import NONCE_BYTES, Chain, encode
from gateway.core.contents import (
    Item,
    LinkItem,
    MeterItem,
    ObjectionItem,
    SwitchItem,
    TenantItem,
)
from gateway.core.contents import encode as line_of
from gateway.core.ledger import ConsentRow, ConsentState, KeyRole, KeyRow, TenantRow, TenantStatus
from gateway.ports.moving import Contents
from tests.support.clock import START
from tests.support.ledger import GRANTED, WITHDRAWN, consent_row, intent, key_row, later, outcome, tenant_row

NAMES = st.text("abcz:*%{}ä\x00 ", max_size=6)
MOMENTS = st.integers(-3600_000_000, 10**12).map(lambda us: START + timedelta(microseconds=us))
COUNTS = st.integers(0, 2**40)


def links(*tenants: str, writer: str = "p1-1", expired: int = 0) -> list[LinkItem]:
    """An intent for each of these tenants and an outcome for all but the last, one chain; the first ones are expired."""
    chain, made = Chain(writer), list[LinkItem]()
    records = [intent(f"t{number}", tenant) for number, tenant in enumerate(tenants)]
    records += [outcome(f"t{number}", tenant) for number, tenant in enumerate(tenants[:-1])]
    for record in records:
        link = chain.link(encode(record), bytes([len(made)]) * NONCE_BYTES)
        chain.advance(link)
        made.append(LinkItem(record.tenant, link))
    return [
        LinkItem(item.tenant, item.link._replace(nonce=b"", row=b"")) if number < expired else item
        for number, item in enumerate(made)
    ]


def everything() -> list[Item]:
    """Something of each kind, each in a state that a mover could lose."""
    return [
        TenantItem(tenant_row(), 7),
        key_row(expires=later(60)),
        replace(key_row("k2", digest="d2"), revoked=True, last_used=date(2026, 11, 23)),
        # What holds is a withdrawal with an earlier stamp than the grant before it.
        consent_row(GRANTED, 10),
        consent_row(WITHDRAWN, -3600),
        consent_row(GRANTED, 0, user="u2"),
        ObjectionItem("acme", "s1"),
        MeterItem("acme", "tokens/day", 1_772_000_000, 1400),
        TenantItem(tenant_row("beta", TenantStatus.SUSPENDED), 0),
        SwitchItem("provider:openai"),
        *links("acme", "beta", "", "acme", expired=2),
        *links("beta", writer="p2-1"),
    ]


async def fill(contents: Contents, items: Sequence[Item]) -> None:
    """A whole filling."""
    await contents.begin()
    await contents.put(items[:3])
    await contents.put(items[3:])
    await contents.publish()


async def held_by(contents: Contents) -> list[Item]:
    """Everything that is read."""
    return [item async for item in contents.items()]


def in_order(items: Sequence[Item]) -> list[bytes]:
    """Items as lines in one order: equal for equal contents."""
    return sorted(map(line_of, items))


@st.composite
def stores(draw: st.DrawFn) -> list[Item]:
    """All that one store may hold, in the order of items."""
    names = draw(st.lists(st.from_regex(r"[a-z][a-z0-9-]{0,5}", fullmatch=True), max_size=3, unique=True))
    items: list[Item] = []
    for name in sorted(names):
        items += draw(_tenants(name))
    items += [SwitchItem(each) for each in sorted(draw(st.sets(NAMES, max_size=3)))]
    for number in range(draw(st.integers(0, 2))):
        whose = draw(st.lists(st.sampled_from(["", *names]), min_size=1, max_size=5))
        items += links(*whose, writer=f"p{number}-{number + 1}", expired=draw(st.integers(0, len(whose))))
    return items


@st.composite
def _tenants(draw: st.DrawFn, name: str) -> list[Item]:
    row = TenantRow(name, draw(st.sampled_from(TenantStatus)), draw(st.binary(max_size=8)), draw(MOMENTS))
    keys = [
        KeyRow(
            f"k{number}",
            name,
            f"d{number}",
            draw(st.sampled_from(KeyRole)),
            draw(st.frozensets(NAMES, max_size=2)),
            START + timedelta(seconds=number),
            draw(st.none() | MOMENTS),
            draw(st.booleans()),
            draw(st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1))),
        )
        for number in range(draw(st.integers(0, 2)))
    ]
    subjects = sorted(draw(st.sets(NAMES, max_size=3)))
    meters = sorted(draw(st.dictionaries(NAMES, st.tuples(COUNTS, COUNTS), max_size=2)).items())
    return [
        TenantItem(row, draw(COUNTS)),
        *keys,
        *draw(_consents(name)),
        *[ObjectionItem(name, subject) for subject in subjects],
        *[MeterItem(name, meter, *used) for meter, used in meters],
    ]


@st.composite
def _consents(draw: st.DrawFn, tenant: str) -> list[ConsentRow]:
    """The history of each purpose and user by time; any event of it may be the one that holds."""
    whose = sorted(draw(st.sets(st.tuples(NAMES, NAMES), max_size=3)))
    events: list[ConsentRow] = []
    for purpose, user in whose:
        said = draw(st.lists(st.tuples(MOMENTS, st.sampled_from(ConsentState)), min_size=1, max_size=3, unique=True))
        said.sort(key=lambda event: (event[0], event[1].value))
        said.append(said.pop(draw(st.integers(0, len(said) - 1))))
        events += [ConsentRow(tenant, purpose, user, state, "v1", at) for at, state in said]
    return events


def ledger_of(items: Sequence[Item]) -> list[Item]:
    """Without the audit."""
    return [item for item in items if not isinstance(item, LinkItem)]
